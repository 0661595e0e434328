import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import standing from '../../../.generated/labs.json';
import { COURSE, type CourseLab } from '../../course.ts';
import styles from './styles.module.css';

const stands = new Set<string>(standing);

function Lab({ lab }: { lab: CourseLab }): ReactNode {
  const ready = stands.has(lab.slug);
  const number = lab.slug.slice(0, 2);
  return (
    <li className={styles.lab} data-ready={ready || undefined}>
      <span className={styles.number}>{number}</span>
      <div>
        <p className={styles.title}>
          {ready && lab.lesson !== undefined ? (
            <Link to={`/lessons/${lab.lesson}`}>{lab.title}</Link>
          ) : (
            lab.title
          )}
          <span className={styles.state}>{ready ? 'ready' : 'to come'}</span>
        </p>
        <p className={styles.does}>{lab.does}</p>
        {ready && <code>npm run lab {number}</code>}
      </div>
    </li>
  );
}

export default function CourseMap(): ReactNode {
  return COURSE.map(part => (
    <section key={part.title} className={styles.part}>
      <h2>{part.title}</h2>
      <p>{part.about}</p>
      <ol className={styles.labs}>
        {part.labs.map(lab => (
          <Lab key={lab.slug} lab={lab} />
        ))}
      </ol>
    </section>
  ));
}
