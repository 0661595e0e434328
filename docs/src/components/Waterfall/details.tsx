import type { ReactNode } from 'react';
import styles from './styles.module.css';
import { type Fact, inMs, type Row } from './trace.ts';

function Facts({ facts }: { facts: Fact[] }): ReactNode {
  return (
    <dl className={styles.facts}>
      {facts.map(({ key, value }) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd className={value.includes('\n') ? styles.lines : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** All that a span carries. */
export function Details({ row }: { row: Row }): ReactNode {
  const head: Fact[] = [
    { key: 'kind', value: row.kind },
    { key: 'made by', value: row.scope },
    { key: 'status', value: row.failed ? `error ${row.statusMessage}`.trim() : 'unset' },
  ];
  return (
    <div className={styles.details}>
      <Facts facts={head} />
      {row.facts.length > 0 && (
        <>
          <p className={styles.heading}>Attributes</p>
          <Facts facts={row.facts} />
        </>
      )}
      {row.events.length > 0 && (
        <>
          <p className={styles.heading}>Events</p>
          <ol className={styles.events}>
            {row.events.map(event => (
              <li key={`${event.at} ${event.name}`}>
                <strong>{event.name}</strong> at {inMs(event.at)}
                <Facts facts={event.facts} />
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
