import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

const toneOf = (line: string): string | undefined => {
  if (/^\s*✓/.test(line)) return styles.good;
  if (/^\s*○/.test(line)) return styles.open;
  if (/^\s*Fix this first/.test(line)) return styles.bad;
  if (/^\$ /.test(line)) return styles.command;
  return undefined;
};

const CAUSE_PAGE = /^(.*)(http:\/\/localhost:3000)(\/causes\/\S+)$/;

/** A link to a cause page is a link here too, so the build fails when the page goes away. */
function Line({ text }: { text: string }): ReactNode {
  const [, before, origin, path] = CAUSE_PAGE.exec(text) ?? [];
  if (path === undefined) return text;
  return (
    <>
      {before}
      <Link to={path}>
        {origin}
        {path}
      </Link>
    </>
  );
}

/** What `npm run check-lab` prints, as styled text. */
export default function Report({ text, label }: { text: string; label: string }): ReactNode {
  return (
    <figure className={styles.figure} aria-label={label}>
      <pre className={styles.report}>
        {[...text.trim().split('\n').entries()].map(([index, line]) => (
          <span key={index} className={toneOf(line)}>
            <Line text={line} />
            {'\n'}
          </span>
        ))}
      </pre>
    </figure>
  );
}
