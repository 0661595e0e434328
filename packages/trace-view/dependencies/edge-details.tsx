// What one service asked of another: which operations, and calls to open.

import { Link } from '../app/navigation.tsx';
import { numberText } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { agoText } from '../words/moment.ts';
import { edgeSearch, spanAddress } from './edge.ts';
import { errorRate, type GraphEdge, type GraphNode, rateText, type Sample } from './service-graph.ts';

type EdgeDetailsProps = {
  edge: GraphEdge;
  from: GraphNode | undefined;
  to: GraphNode | undefined;
  now: number;
  lookback: string;
  onClose: () => void;
};

export const EdgeDetails = ({ edge, from, to, now, lookback, onClose }: EdgeDetailsProps) => (
  <section className="graph-details" aria-labelledby="graph-details-title">
    <header>
      <h2 id="graph-details-title">
        {from?.name} → {to?.name}
      </h2>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </header>
    <div>
      <table className="graph-operations">
        <caption className="visually-hidden">Operations called</caption>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col" className="number">
              Calls
            </th>
            <th scope="col" className="number">
              Failed
            </th>
            <th scope="col" className="number">
              p50
            </th>
            <th scope="col" className="number">
              p95
            </th>
          </tr>
        </thead>
        <tbody>
          {edge.operations.map(operation => (
            <tr key={operation.name}>
              <td className="graph-operation">{operation.name}</td>
              <td className="number">{numberText(operation.calls)}</td>
              <td className={`number${operation.errors > 0 ? ' bad' : ''}`}>
                {rateText(errorRate(operation))}
              </td>
              <td className="number">{durationText(operation.p50Micros)}</td>
              <td className="number">{durationText(operation.p95Micros)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <div className="graph-samples">
      <Samples title="Newest calls" samples={edge.newest} now={now} />
      <Samples title="Slowest calls" samples={edge.slowest} now={now} />
      {edge.failed.length > 0 && (
        <Samples allFailed title="Newest failed calls" samples={edge.failed} now={now} />
      )}
    </div>
    <p>
      <Link href={edgeSearch(edge, to, lookback)}>
        {to?.kind === 'service'
          ? `Search all traces of ${to.name}`
          : `Search the traces that called ${to?.name}`}
      </Link>
    </p>
    {to?.kind === 'outside' && (
      <p className="quiet">
        {to.name} sent no span into these traces.{' '}
        {edge.errors === edge.calls && 'Every call to it failed: it may not have been running. '}
        It may not be instrumented, or the traceparent header did not reach it.
      </p>
    )}
  </section>
);

type SamplesProps = { title: string; samples: Sample[]; now: number; allFailed?: boolean };

const Samples = ({ title, samples, now, allFailed = false }: SamplesProps) => (
  <div>
    <h3>{title}</h3>
    <ul>
      {samples.map(sample => (
        <li key={`${sample.traceId}${sample.spanId}`}>
          <Link href={spanAddress(sample)}>
            <span className="graph-operation">{sample.name}</span>
          </Link>
          <span className="bad">{sample.error && !allFailed ? 'failed' : ''}</span>
          <span className="number">{durationText(sample.durationMicros)}</span>
          <span className="number quiet">{agoText(sample.startMillis, now)}</span>
        </li>
      ))}
    </ul>
  </div>
);
