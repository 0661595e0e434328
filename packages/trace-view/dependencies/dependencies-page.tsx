// /dependencies: which service calls which.

import { useEffect, useState } from 'react';
import { go, Link } from '../app/navigation.tsx';
import { counted } from '../words/count.ts';
import { FirstOrder } from '../words/first-order.tsx';
import { clockText } from '../words/moment.ts';
import { EdgeDetails } from './edge-details.tsx';
import { EdgeTable } from './edge-table.tsx';
import { GraphPicture } from './graph-picture.tsx';
import { LOOKBACKS, lookbackOf } from './lookback.ts';
import type { GraphEdge, ServiceGraph } from './service-graph.ts';
import { useServiceGraph } from './use-service-graph.ts';
import './dependencies.css';

const DependenciesPage = ({ params }: { params: URLSearchParams }) => {
  const lookback = lookbackOf(params.get('lookback'));
  const [paused, setPaused] = useState(false);
  const { graph, ofMillis, asking, failure, live, again } = useServiceGraph(lookback.millis, paused);
  // of another window nothing is shown: its numbers would be taken for this one's
  const shown = ofMillis === lookback.millis ? graph : undefined;
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
        <button type="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? 'Resume' : 'Pause'}
        </button>
        <span className={live === 'lost' ? 'graph-live bad' : 'graph-live quiet'} role="status">
          {live === 'lost' ? 'No connection: trying again' : paused ? 'Paused' : 'Live'}
        </span>
        <span className="quiet">
          {shown === undefined
            ? asking && 'Counting …'
            : `${counted(shown.traces, 'trace')}, ${counted(shown.spans, 'span')}, counted at ${clockText(shown.toMillis, shown.toMillis).slice(0, 8)}`}
        </span>
      </div>
      {failure !== '' && (
        <p className="bad" role="alert">
          The graph can’t be counted. {failure}{' '}
          <button type="button" onClick={again}>
            Count again
          </button>
        </p>
      )}
      {shown !== undefined && (
        <Graph graph={shown} lookback={lookback.value} params={params} onChoose={choose} />
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
  if (graph.nodes.length === 0) return <Nothing kept={graph.kept} />;
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
            Duration and failure of a call are those of the called service. An answer such as 404 is no
            failure there. A service that sends no spans is measured by its caller.
          </p>
          <EdgeTable graph={graph} chosen={chosen} onChoose={onChoose} />
        </>
      )}
    </>
  );
};

const Nothing = ({ kept }: { kept: number }) =>
  kept > 0 ? (
    <div className="graph-nothing">
      <p>No span started in this time.</p>
      <p>
        The store holds {counted(kept, 'trace')} of another time.{' '}
        <Link href="/dependencies?lookback=any">Count all of them</Link>, or place an order: it shows here by
        itself.
      </p>
    </div>
  ) : (
    <div className="graph-nothing">
      <FirstOrder>No trace has arrived yet. Place an order in the shop; it shows here by itself:</FirstOrder>
    </div>
  );

export default DependenciesPage;
