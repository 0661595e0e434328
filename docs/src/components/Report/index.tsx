import type { ReactNode } from 'react';
import styles from './styles.module.css';

const toneOf = (line: string): string | undefined => {
  if (/^\s*✓/.test(line)) return styles.good;
  if (/^\s*✗/.test(line)) return styles.bad;
  if (/^\s*\$ /.test(line)) return styles.command;
  return undefined;
};

/** What `npm run check-lab` prints, as styled text. */
export default function Report({ text, label }: { text: string; label: string }): ReactNode {
  return (
    <figure className={styles.figure} aria-label={label}>
      <pre className={styles.report}>
        {[...text.trim().split('\n').entries()].map(([index, line]) => (
          <span key={index} className={toneOf(line)}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
    </figure>
  );
}
