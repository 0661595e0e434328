// /trace/<id>: one trace, in the view the reader chooses. The address says what is looked for, which span is chosen
// and which view is shown: ?uiFind=… as in Jaeger UI, ?span=…, ?view=….

import { useEffect, useRef } from 'react';
import { counted } from '../words/count.ts';
import { TracePageOf } from './trace-page-of.tsx';
import { NoSuchTrace, TraceFailed } from './trace-states.tsx';
import { useTrace } from './use-trace.ts';
import './trace.css';

const TracePage = ({ traceId, params }: { traceId: string; params: URLSearchParams }) => {
  const { now, more, loadAgain } = useTrace(traceId);
  const { state } = now;
  useEffect(() => {
    if (state === 'loading') document.title = `Trace ${traceId.slice(0, 8)}`;
    if (state === 'missing') document.title = `No trace ${traceId.slice(0, 8)} yet`;
  }, [state, traceId]);
  // what a reader unfolded is kept while attributes come in, and given up when spans do
  const generation = useRef({ rows: 0, number: 0 });
  switch (now.state) {
    case 'loading':
      return <section className="trace-page" aria-busy="true" />;
    case 'missing':
      return <NoSuchTrace traceId={traceId} {...now} />;
    case 'failed':
      return <TraceFailed reason={now.reason} onAgain={loadAgain} />;
    case 'loaded':
      if (generation.current.rows !== now.trace.rows)
        generation.current = { rows: now.trace.rows, number: generation.current.number + 1 };
      return (
        <TracePageOf
          key={generation.current.number}
          trace={now.trace}
          params={params}
          growth={
            more > 0 && (
              <p className="trace-growth" role="status">
                {counted(more, 'more span')} arrived.{' '}
                <button type="button" onClick={loadAgain}>
                  Show {more === 1 ? 'it' : 'them'}
                </button>
              </p>
            )
          }
        />
      );
  }
};

export default TracePage;
