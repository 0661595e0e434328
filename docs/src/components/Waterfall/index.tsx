import { type CSSProperties, Fragment, type ReactNode, useId, useState } from 'react';
import { Details } from './details.tsx';
import styles from './styles.module.css';
import { type Choice, firstNamed, inMs, type OtlpTrace, pictureOf, type Row } from './trace.ts';

type Props = Choice & {
  trace: OtlpTrace;
  caption: string;
  /** The name of a span whose details are open from the start. */
  open?: string;
};

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : (part / whole) * 100}%`;

/** Long routes may break before a slash, and nowhere else. */
function Breakable({ name }: { name: string }): ReactNode {
  return [...name.split('/').entries()].map(([index, piece]) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          <wbr />/
        </>
      )}
      {piece}
    </Fragment>
  ));
}

type BranchProps = { row: Row; depth: number; total: number; open: string | undefined };

function Branch({ row, depth, total, open }: BranchProps): ReactNode {
  const [isOpen, setOpen] = useState(row.id === open);
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
          <span className={styles.name}>
            <Breakable name={row.name} />
          </span>
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
            <Branch key={child.id} row={child} depth={depth + 1} total={total} open={open} />
          ))}
        </ol>
      )}
    </li>
  );
}

/** A trace as nested lists that look like a waterfall: read aloud, it is a tree of spans with their times. */
export default function Waterfall({ trace, caption, open, ...choice }: Props): ReactNode {
  const picture = pictureOf(trace, choice);
  const opened = open === undefined ? undefined : firstNamed(picture.roots, open)?.id;
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
          <Branch key={root.id} row={root} depth={0} total={picture.duration} open={opened} />
        ))}
      </ol>
      <figcaption className={styles.caption}>
        {caption}{' '}
        <span className={styles.sums}>
          {inMs(picture.duration)} · {many(picture.services, 'service')} ·{' '}
          {picture.shown < picture.spans
            ? `${picture.shown} of ${picture.spans} spans shown`
            : many(picture.spans, 'span')}{' '}
          · trace <code>{picture.traceId.slice(0, 8)}…</code>. Open a row to see what the span carries.
        </span>
      </figcaption>
    </figure>
  );
}
