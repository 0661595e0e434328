import Link from '@docusaurus/Link';
import CodeBlock from '@theme/CodeBlock';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import Report from '../components/Report/index.tsx';
import Waterfall from '../components/Waterfall/index.tsx';
import { lab01 } from '../reports/lab-01.ts';
import order from '../traces/order.json';
import styles from './index.module.css';

export default function Home(): ReactNode {
  return (
    <Layout description="A hands-on workshop on distributed tracing with OpenTelemetry, in TypeScript.">
      <main className={styles.page}>
        <header className={styles.hero}>
          <div>
            <h1>Follow one request through four services</h1>
            <p className={styles.lines}>
              Read a short lesson. Add tracing to a small shop of real services. Ask the checker what your
              traces say, and mend what it finds.
            </p>
            <p>
              <Link className={styles.start} to="/lessons/first-trace">
                Start with the first trace
              </Link>{' '}
              <Link className={styles.map} to="/lessons/course">
                See the whole course
              </Link>
            </p>
          </div>
          <div className={styles.commands}>
            <p className={styles.label}>Start the shop and a lab:</p>
            <CodeBlock language="bash">{'npm start\nnpm run lab 01'}</CodeBlock>
            <p className={styles.label}>Ask how you are doing:</p>
            <CodeBlock language="bash">npm run check-lab 01</CodeBlock>
          </div>
        </header>

        <section>
          <h2>What you make</h2>
          <p className={styles.intro}>
            One order, as the shop’s own services reported it. Each bar is one piece of work: who did it, when
            it began, how long it took, and on whose behalf.
          </p>
          <Waterfall
            trace={order}
            hide={['router', 'request handler']}
            caption="POST /orders: a laptop for Ada."
          />
        </section>

        <section>
          <h2>What tells you when it is wrong</h2>
          <p className={styles.intro}>
            A tracing mistake is silent: the program runs, and something is missing. The checker reads your
            traces, finds the cause, and names the file, the line and the next step.
          </p>
          <Report text={lab01} label="What the checker says of lab 01, with one task not yet done" />
        </section>
      </main>
    </Layout>
  );
}
