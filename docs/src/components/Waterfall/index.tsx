import { type CSSProperties, type ReactNode, useId, useState } from 'react';
import styles from './styles.module.css';
import { type Fact, inMs, type OtlpTrace, pictureOf, type Row } from './trace.ts';

type Props = {
  trace: OtlpTrace;
  caption: string;
  /** Spans whose name begins with one of these words are left out. */
  hide?: string[];
  /** The name of a span whose details are open from the start. */
  open?: string;
};

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : (part / whole) * 100}%`;

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

function Details({ row }: { row: Row }): ReactNode {
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

function Branch({
  row,
  depth,
  total,
  open,
}: {
  row: Row;
  depth: number;
  total: number;
  open?: string;
}): ReactNode {
  const [isOpen, setOpen] = useState(row.name === open);
  const details = useId();
  const place: CSSProperties & Record<`--${string}`, string> = {
    '--depth': String(depth),
    '--start': percent(row.start, total),
    '--width': percent(row.duration, total),
  };
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        style={place}
        data-service={row.service}
        data-failed={row.failed || undefined}
        aria-expanded={isOpen}
        aria-controls={details}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={styles.label}>
          <span className={styles.service}>{row.service}</span>{' '}
          <span className={styles.name}>{row.name}</span>
          {row.kind !== 'internal' && <span className={styles.kind}> {row.kind}</span>}
          {row.failed && <span className={styles.failed}> error</span>}
          {row.orphan && <span className={styles.failed}> parent missing</span>}
        </span>
        <span className={styles.track} aria-hidden="true">
          <span className={styles.bar} />
          {row.events.map(event => (
            <span
              key={`${event.at} ${event.name}`}
              className={styles.event}
              style={{ insetInlineStart: percent(event.at, total) }}
              title={event.name}
            />
          ))}
        </span>
        <span className={styles.time}>
          <span className={styles.spoken}>starts at {inMs(row.start)}, lasts </span>
          {inMs(row.duration)}
        </span>
      </button>
      <div id={details} hidden={!isOpen}>
        {isOpen && <Details row={row} />}
      </div>
      {row.children.length > 0 && (
        <ol>
          {row.children.map(child => (
            <Branch key={child.id} row={child} depth={depth + 1} total={total} {...(open ? { open } : {})} />
          ))}
        </ol>
      )}
    </li>
  );
}

/** A trace as nested lists that look like a waterfall: read aloud, it is a tree of spans with their times. */
export default function Waterfall({ trace, caption, hide = [], open }: Props): ReactNode {
  const picture = pictureOf(trace, hide);
  const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  return (
    <figure className={styles.figure}>
      <div className={styles.head} aria-hidden="true">
        <span>span</span>
        <span className={styles.ruler}>
          {[0, 1, 2, 3].map(quarter => (
            <span key={quarter}>{quarter === 0 ? '0' : inMs((picture.duration * quarter) / 4)}</span>
          ))}
        </span>
        <span className={styles.time}>lasts</span>
      </div>
      <ol className={styles.tree}>
        {picture.roots.map(root => (
          <Branch key={root.id} row={root} depth={0} total={picture.duration} {...(open ? { open } : {})} />
        ))}
      </ol>
      <figcaption className={styles.caption}>
        {caption}{' '}
        <span className={styles.sums}>
          {inMs(picture.duration)} · {many(picture.services.length, 'service')} ·{' '}
          {many(picture.spans, 'span')} · trace <code>{picture.traceId.slice(0, 8)}…</code>. Open a row to see
          what the span carries.
        </span>
      </figcaption>
    </figure>
  );
}
