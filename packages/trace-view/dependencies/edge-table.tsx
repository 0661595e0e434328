// The equal of the picture: every edge with all its figures.

import { serviceColor } from '../style/service-color.ts';
import { numberText } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { isSameEdge } from './edge.ts';
import { kindText } from './picture.ts';
import { errorRate, type GraphEdge, type GraphNode, rateText, type ServiceGraph } from './service-graph.ts';

type EdgeTableProps = {
  graph: ServiceGraph;
  chosen: GraphEdge | undefined;
  onChoose: (edge: GraphEdge | undefined) => void;
};

export const EdgeTable = ({ graph, chosen, onChoose }: EdgeTableProps) => {
  const nodes = new Map(graph.nodes.map(node => [node.id, node]));
  return (
    <div className="graph-scroll">
      <table className="graph-table">
        <caption className="visually-hidden">Calls between services</caption>
        <thead>
          <tr>
            <th scope="col">Caller</th>
            <th scope="col">Called</th>
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
            <th scope="col" className="number">
              Longest
            </th>
            <th scope="col">
              <span className="visually-hidden">Details</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {graph.edges.map(edge => (
            <tr
              key={`${edge.from}\n${edge.to}`}
              className={isSameEdge(edge, chosen) ? 'graph-chosen' : undefined}
            >
              <td>
                <NodeName node={nodes.get(edge.from)} />
              </td>
              <td>
                <NodeName node={nodes.get(edge.to)} />
              </td>
              <td className="number">{numberText(edge.calls)}</td>
              <td className={`number${edge.errors > 0 ? ' bad' : ''}`}>
                {edge.errors > 0 ? `${numberText(edge.errors)} (${rateText(errorRate(edge))})` : '0'}
              </td>
              <td className="number">{durationText(edge.p50Micros)}</td>
              <td className="number">{durationText(edge.p95Micros)}</td>
              <td className="number">{durationText(edge.maxMicros)}</td>
              <td>
                <button
                  type="button"
                  aria-expanded={isSameEdge(edge, chosen)}
                  aria-label={`Calls from ${nodes.get(edge.from)?.name} to ${nodes.get(edge.to)?.name}`}
                  onClick={() => onChoose(isSameEdge(edge, chosen) ? undefined : edge)}
                >
                  Calls
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const NodeName = ({ node }: { node: GraphNode | undefined }) =>
  node === undefined ? null : (
    <span className="graph-named">
      <span
        className="graph-dot"
        style={{ background: node.kind === 'service' ? serviceColor(node.name) : undefined }}
        aria-hidden="true"
      />
      {node.name === '' ? '(no service name)' : node.name}
      {node.kind !== 'service' && <span className="quiet"> {kindText(node)}</span>}
    </span>
  );
