// /trace/<a>...<b>: what differs between two traces.

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { go, Link } from '../app/navigation.tsx';
import { nameOf, serviceOf, spanIdOf, type TraceColumns } from '../columns/trace-columns.ts';
import { serviceColor } from '../style/service-color.ts';
import { counted, numberText } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { clockText } from '../words/moment.ts';
import { ChooseTrace } from './choose-trace.tsx';
import { CHANGES, type ComparedTraces, compareColumns } from './compare-columns.ts';
import { loadTrace } from './load-trace.ts';
import { type Numbers, numbersByService, numbersOf } from './numbers.ts';
import { TwoTraces } from './two-traces.tsx';
import { differenceText, TWO_TRACES } from './words.ts';
import './compare.css';

type Loaded = { trace: TraceColumns | undefined };
type Answer =
  | { state: 'asking' }
  | { state: 'failed'; message: string }
  | { state: 'here'; before: Loaded; after: Loaded };

const load = async (traceId: string, signal: AbortSignal): Promise<Loaded> => ({
  trace: traceId === '' ? undefined : await loadTrace(traceId, signal),
});

const ComparePage = ({ before, after }: { before: string; after: string }) => {
  const [answer, setAnswer] = useState<Answer>({ state: 'asking' });
  useEffect(() => {
    const stop = new AbortController();
    Promise.all([load(before, stop.signal), load(after, stop.signal)])
      .then(([before, after]) => setAnswer({ state: 'here', before, after }))
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setAnswer({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
    return () => stop.abort();
  }, [before, after]);
  useEffect(() => {
    document.title = titleOf(answer);
  }, [answer]);
  return (
    <section className="page compare-page">
      <h1>Compare two traces</h1>
      {answer.state === 'failed' && (
        <p className="bad" role="alert">
          The traces can’t be compared. {answer.message} Load the page again when the store answers.
        </p>
      )}
      {answer.state === 'asking' && <p className="quiet">Fetching both traces…</p>}
      {answer.state === 'here' && (
        <Sides before={before} after={after} old={answer.before.trace} young={answer.after.trace} />
      )}
    </section>
  );
};

const titleOf = (answer: Answer): string => {
  if (answer.state !== 'here') return 'Compare two traces';
  const shown = answer.after.trace ?? answer.before.trace;
  return shown === undefined ? 'Compare two traces' : `Compare ${serviceOf(shown, 0)} ${nameOf(shown, 0)}`;
};

const addressOf = (before: string, after: string): string => `/trace/${before}...${after}`;

type SidesProps = {
  before: string;
  after: string;
  old: TraceColumns | undefined;
  young: TraceColumns | undefined;
};

const Sides = ({ before, after, old, young }: SidesProps) => (
  <>
    <div className="compare-sides">
      <SideCard title="Before" traceId={before} trace={old} onForget={() => go(addressOf('', after))} />
      <button
        type="button"
        className="compare-swap"
        disabled={before === '' && after === ''}
        onClick={() => go(addressOf(after, before))}
      >
        ⇄ Swap
      </button>
      <SideCard title="After" traceId={after} trace={young} onForget={() => go(addressOf(before, ''))} />
    </div>
    {old !== undefined && young !== undefined ? (
      <Differences old={old} young={young} />
    ) : (
      <div className="compare-choices">
        {old === undefined && (
          <ChooseTrace
            title="Choose the trace before"
            like={likeOf(young)}
            except={after}
            addressOf={id => addressOf(id, after)}
            onChoose={id => go(addressOf(id, after))}
          />
        )}
        {young === undefined && (
          <ChooseTrace
            title="Choose the trace after"
            like={likeOf(old)}
            except={before}
            addressOf={id => addressOf(before, id)}
            onChoose={id => go(addressOf(before, id))}
          />
        )}
      </div>
    )}
  </>
);

const likeOf = (trace: TraceColumns | undefined): { service: string; operation: string } | undefined =>
  trace === undefined ? undefined : { service: serviceOf(trace, 0), operation: nameOf(trace, 0) };

type SideCardProps = {
  title: string;
  traceId: string;
  trace: TraceColumns | undefined;
  onForget: () => void;
};

const SideCard = ({ title, traceId, trace, onForget }: SideCardProps) => {
  let content: ReactNode;
  if (trace !== undefined) {
    const numbers = numbersOf(trace);
    content = (
      <>
        <Link href={`/trace/${traceId}`} className="compare-root">
          <span
            className="compare-dot"
            style={{ background: serviceColor(serviceOf(trace, 0)) }}
            aria-hidden="true"
          />
          {serviceOf(trace, 0)} {nameOf(trace, 0)}
        </Link>
        <p className="quiet">
          <code title={traceId}>{traceId.slice(-7)}</code>,{' '}
          {clockText(Number(trace.startNano / 1_000_000n), Date.now())}, {durationText(numbers.micros)},{' '}
          {counted(numbers.spans, 'span')}
          {numbers.errors > 0 && (
            <>
              , <span className="bad">{counted(numbers.errors, 'error')}</span>
            </>
          )}
        </p>
      </>
    );
  } else if (traceId === '') content = <p className="quiet">Not chosen yet.</p>;
  else
    content = (
      <p className="bad">
        There is no trace <code>{traceId}</code> in the store. It may have made room for newer ones.
      </p>
    );
  return (
    <section className="compare-side" aria-label={title}>
      <h2>{title}</h2>
      {content}
      {traceId !== '' && (
        <button type="button" onClick={onForget}>
          Choose another<span className="visually-hidden"> trace {title.toLowerCase()}</span>
        </button>
      )}
    </section>
  );
};

const Differences = ({ old, young }: { old: TraceColumns; young: TraceColumns }) => {
  const compared = useMemo(() => compareColumns(old, young), [old, young]);
  return (
    <>
      <Counts compared={compared} />
      <TwoTraces
        rows={compared.rows}
        onOpen={row => {
          const [trace, side] = row.after === undefined ? [old, row.before] : [young, row.after];
          if (side !== undefined) go(`/trace/${trace.traceId}?uiFind=${spanIdOf(trace, side.row)}`);
        }}
      />
      <Totals old={old} young={young} />
    </>
  );
};

const Counts = ({ compared: { counts } }: { compared: ComparedTraces }) => (
  <ul className="compare-counts" aria-label="What differs">
    {CHANGES.map(change => (
      <li key={change} className={`compare-${change}`}>
        <span className="compare-sign" aria-hidden="true">
          {TWO_TRACES[change].sign}
        </span>
        <strong>{numberText(counts[change])}</strong> {TWO_TRACES[change].text}
      </li>
    ))}
  </ul>
);

/** What scrolls sideways has to be reachable by keyboard. */
const SCROLLS = { role: 'region', tabIndex: 0, 'aria-labelledby': 'compare-numbers' };

const Totals = ({ old, young }: { old: TraceColumns; young: TraceColumns }) => {
  const services = useMemo(() => numbersByService(old, young), [old, young]);
  return (
    <section className="compare-numbers">
      <h2 id="compare-numbers">In numbers</h2>
      <div className="compare-scroll" {...SCROLLS}>
        <table>
          <thead>
            <tr>
              <td />
              <Heads title="Spans" />
              <Heads title="Errors" />
              <Heads title="Time" />
              <th scope="col" className="number">
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            <NumbersRow before={numbersOf(old)} after={numbersOf(young)}>
              the whole trace
            </NumbersRow>
            {services.map(({ service, before, after }) => (
              <NumbersRow key={service} before={before} after={after}>
                <span
                  className="compare-dot"
                  style={{ background: serviceColor(service) }}
                  aria-hidden="true"
                />
                {service}
              </NumbersRow>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        The time of the whole is from the first start to the last end. The time of a service is the self time
        of all its spans added up.
      </p>
    </section>
  );
};

const Heads = ({ title }: { title: string }) => (
  <>
    <th scope="col" className="number">
      {title} before
    </th>
    <th scope="col" className="number">
      after
    </th>
  </>
);

const NumbersRow = ({
  before,
  after,
  children,
}: {
  before: Numbers;
  after: Numbers;
  children: ReactNode;
}) => (
  <tr>
    <th scope="row">{children}</th>
    <td className="number">{numberText(before.spans)}</td>
    <td className="number">{numberText(after.spans)}</td>
    <td className={`number${before.errors > 0 ? ' bad' : ''}`}>{numberText(before.errors)}</td>
    <td className={`number${after.errors > 0 ? ' bad' : ''}`}>{numberText(after.errors)}</td>
    <td className="number">{durationText(before.micros)}</td>
    <td className="number">{durationText(after.micros)}</td>
    <td className="number">{differenceText(after.micros - before.micros)}</td>
  </tr>
);

export default ComparePage;
