import { type ReactNode, useId } from 'react';
import styles from './styles.module.css';

/** A question to answer in one's head before reading on. The answer is one keypress away, not hidden for good. */
export default function Predict({ ask, children }: { ask: ReactNode; children: ReactNode }): ReactNode {
  const question = useId();
  return (
    <aside className={styles.predict} aria-labelledby={question}>
      <p id={question} className={styles.ask}>
        {ask}
      </p>
      <details>
        <summary>I have a guess. Show the answer.</summary>
        <div className={styles.answer}>{children}</div>
      </details>
    </aside>
  );
}
