// The missing side of a comparison: by its id, or one of the newest of the same operation.

import { type SubmitEvent, useEffect, useState } from 'react';
import { Link } from '../app/navigation.tsx';
import { useNow } from '../live/use-now.ts';
import { askForTraces } from '../search/ask-store.ts';
import { type Summary, startMs } from '../search/summary.ts';
import { traceIdIn } from '../search/trace-id-text.ts';
import { counted } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { agoText } from '../words/moment.ts';

export type ChooseTraceProps = {
  /** The heading: which side is chosen. */
  title: string;
  /** Of the other side; undefined when that is missing too. */
  like: { service: string; operation: string } | undefined;
  /** Not offered: it is the other side. */
  except: string;
  addressOf: (traceId: string) => string;
  onChoose: (traceId: string) => void;
};

const OFFERED = 12;

type Offer =
  | { state: 'asking' }
  | { state: 'here'; traces: Summary[] }
  | { state: 'failed'; message: string };

export const ChooseTrace = ({ title, like, except, addressOf, onChoose }: ChooseTraceProps) => {
  const [offer, setOffer] = useState<Offer>({ state: 'asking' });
  const [wrong, setWrong] = useState(false);
  const now = useNow();
  const service = like?.service ?? '';
  const operation = like?.operation ?? '';
  useEffect(() => {
    const stop = new AbortController();
    const params = new URLSearchParams({ limit: String(OFFERED + 1) });
    if (service !== '') params.set('service', service);
    if (operation !== '') params.set('operation', operation);
    askForTraces(params, stop.signal)
      .then(({ traces }) => setOffer({ state: 'here', traces }))
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setOffer({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
    return () => stop.abort();
  }, [service, operation]);

  const take = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const id = traceIdIn(String(new FormData(event.currentTarget).get('trace') ?? ''));
    setWrong(id === undefined);
    if (id !== undefined) onChoose(id);
  };
  const traces = offer.state === 'here' ? offer.traces.filter(({ traceId }) => traceId !== except) : [];
  return (
    <section className="compare-choose" aria-label={title}>
      <h2>{title}</h2>
      <form onSubmit={take}>
        <label>
          Trace id{' '}
          <input
            name="trace"
            className="mono"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={wrong}
            aria-describedby={wrong ? 'compare-wrong' : undefined}
          />
        </label>
        <button type="submit">Take it</button>
      </form>
      {wrong && (
        <p id="compare-wrong" className="bad">
          There is no trace id in that. It has 32 of the digits 0–9 and a–f; a traceparent header works too.
        </p>
      )}
      {offer.state === 'failed' && <p className="bad">{offer.message}</p>}
      {offer.state === 'here' && traces.length === 0 && (
        <p>
          {like === undefined
            ? 'The store holds no trace of the last two days yet.'
            : `There is no other trace of ${service} ${operation}. Send the same request once more, then load this page again.`}
        </p>
      )}
      {traces.length > 0 && (
        <>
          <h3>{like === undefined ? 'The newest traces' : `The newest of ${service} ${operation}`}</h3>
          <ul>
            {traces.slice(0, OFFERED).map(trace => (
              <li key={trace.traceId}>
                <Link href={addressOf(trace.traceId)}>
                  {like === undefined ? `${trace.service} ${trace.operation}` : trace.traceId.slice(-7)}
                </Link>
                <span className="bad">{trace.errors > 0 ? counted(trace.errors, 'error') : ''}</span>
                <span className="number">{counted(trace.spans, 'span')}</span>
                <span className="number">{durationText(trace.durationMicros)}</span>
                <span className="number quiet">{agoText(startMs(trace), now)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
