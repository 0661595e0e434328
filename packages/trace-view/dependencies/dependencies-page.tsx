// /dependencies: which service calls which.

import { useEffect, useState } from 'react';
import { go } from '../app/navigation.tsx';
import { counted } from '../words/count.ts';
import { clockText } from '../words/moment.ts';
import { portOf } from '../words/ports.ts';
import { EdgeDetails } from './edge-details.tsx';
import { EdgeTable } from './edge-table.tsx';
import { GraphPicture } from './graph-picture.tsx';
import { LOOKBACKS, lookbackOf } from './lookback.ts';
import { type GraphEdge, type ServiceGraph, serviceGraphFrom } from './service-graph.ts';
import './dependencies.css';

type Answer =
  | { state: 'asking' }
  | { state: 'failed'; message: string }
  | { state: 'here'; graph: ServiceGraph };

const ask = async (
  lookbackMillis: number,
  untilMillis: number,
  signal: AbortSignal,
): Promise<ServiceGraph> => {
  const response = await fetch(`/api/view/dependencies?endTs=${untilMillis}&lookback=${lookbackMillis}`, {
    signal,
  });
  if (!response.ok) throw new Error(`The store answered ${response.status}.`);
  return serviceGraphFrom(await response.json());
};

const DependenciesPage = ({ params }: { params: URLSearchParams }) => {
  const lookback = lookbackOf(params.get('lookback'));
  const [answer, setAnswer] = useState<Answer>({ state: 'asking' });
  const [until, setUntil] = useState(Date.now);
  useEffect(() => {
    const stop = new AbortController();
    ask(lookback.millis, until, stop.signal)
      .then(graph => setAnswer({ state: 'here', graph }))
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setAnswer({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
    return () => stop.abort();
  }, [lookback.millis, until]);
  useEffect(() => {
    document.title = `Dependencies, ${lookback.title}`;
  }, [lookback.title]);

  const change = (changes: Record<string, string | undefined>): void => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes))
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    go(`/dependencies${next.size === 0 ? '' : `?${next}`}`, { replace: true });
  };
  const choose = (edge: GraphEdge | undefined): void => change({ from: edge?.from, to: edge?.to });

  return (
    <section className="page">
      <h1>Who calls whom</h1>
      <div className="graph-bar">
        <label>
          Look back{' '}
          <select value={lookback.value} onChange={event => change({ lookback: event.target.value })}>
            {LOOKBACKS.map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => setUntil(Date.now())}>
          Count again
        </button>
        <span className="quiet" role="status">
          {answer.state === 'asking' && 'Counting…'}
          {answer.state === 'here' &&
            `${counted(answer.graph.traces, 'trace')}, ${counted(answer.graph.spans, 'span')}, counted at ${clockText(answer.graph.toMillis, answer.graph.toMillis).slice(0, 8)}`}
        </span>
      </div>
      {answer.state === 'failed' && (
        <p className="bad" role="alert">
          The graph can’t be drawn. {answer.message} Count again when the store answers.
        </p>
      )}
      {answer.state === 'here' && (
        <Graph graph={answer.graph} lookback={lookback.value} params={params} onChoose={choose} />
      )}
    </section>
  );
};

type GraphProps = {
  graph: ServiceGraph;
  lookback: string;
  params: URLSearchParams;
  onChoose: (edge: GraphEdge | undefined) => void;
};

const Graph = ({ graph, lookback, params, onChoose }: GraphProps) => {
  if (graph.nodes.length === 0) return <Nothing />;
  const chosen = graph.edges.find(({ from, to }) => from === params.get('from') && to === params.get('to'));
  return (
    <>
      <GraphPicture graph={graph} chosen={chosen} lookback={lookback} onChoose={onChoose} />
      {chosen !== undefined && (
        <EdgeDetails
          edge={chosen}
          from={graph.nodes.find(({ id }) => id === chosen.from)}
          to={graph.nodes.find(({ id }) => id === chosen.to)}
          now={graph.toMillis}
          lookback={lookback}
          onClose={() => onChoose(undefined)}
        />
      )}
      {graph.edges.length === 0 ? (
        <p>
          No service called another. If one should have, the traceparent header did not cross: open a trace of
          each service and compare their trace ids.
        </p>
      ) : (
        <>
          <h2>The same as a table</h2>
          <p className="quiet graph-note">
            A call is counted where it arrives: its duration and its failure are those of the called side.
            What sends no spans is measured by its caller.
          </p>
          <EdgeTable graph={graph} chosen={chosen} onChoose={onChoose} />
        </>
      )}
    </>
  );
};

const Nothing = () => (
  <div className="graph-nothing">
    <p>No span started in this time.</p>
    <p>
      Choose a longer time, or place an order: <code>curl -X POST localhost:{portOf('gateway')}/orders</code>.
      Then count again.
    </p>
    <p>
      If an order was placed, look at <a href="/lost-mail">lost mail</a>: spans may have arrived that could
      not be used.
    </p>
  </div>
);

export default DependenciesPage;
