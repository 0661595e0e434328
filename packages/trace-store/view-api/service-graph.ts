// The table of calls → the service graph of a window of time. An edge is a span whose parent belongs to another
// service; its time and its status are those of the side that was called. A call to the outside is measured by the
// client span.

import type {
  Figures,
  GraphEdge,
  GraphNode,
  NodeKind,
  Sample,
  ServiceGraph,
} from '#trace-view/dependencies/service-graph.ts';
import { type CallColumns, type CallTable, NONE } from '../calls/call-table.ts';
import { outsideNamed } from '../calls/outside.ts';
import { type Best, best } from './best.ts';

/** A service's spans come up to 5 s after they ended: the usual wait of OpenTelemetry's batches. */
const MAY_STILL_ANSWER_MS = 6000;
const OPERATIONS_KEPT = 12;
const SAMPLES_KEPT = 5;

/**
 * Spans count that started between the two times. A call that ended a moment before `nowMillis` may still be answered
 * by a span: until then it is no call to a host outside, which would come into the picture and go again.
 */
export function serviceGraph(
  table: CallTable,
  fromMillis: number,
  toMillis: number,
  nowMillis: number,
): ServiceGraph {
  const columns = table.columns();
  const { service, caller, outside, startMillis } = columns;
  // a service and an outside host may have the same name: their places are the same, their nodes are not
  const services = new Map<number, NodeTally>();
  const outsides = new Map<number, NodeTally>();
  const edges = new Map<number, Map<number, EdgeTally>>();
  const outsideEdges = new Map<number, Map<number, EdgeTally>>();
  let traces = 0;
  let spans = 0;

  const serviceNode = (place: number): NodeTally => {
    const known = services.get(place);
    if (known !== undefined) return known;
    const name = table.name(place);
    const node: NodeTally = { id: name, name, kind: 'service', spans: 0, calls: tally() };
    services.set(place, node);
    return node;
  };
  const outsideNode = (place: number): NodeTally => {
    const known = outsides.get(place);
    if (known !== undefined) return known;
    const id = table.name(place);
    const node: NodeTally = { id, ...outsideNamed(id), spans: 0, calls: tally() };
    outsides.set(place, node);
    return node;
  };
  const call = (among: typeof edges, from: number, to: number, row: number, traceId: string): void => {
    const leaving = among.get(from) ?? new Map<number, EdgeTally>();
    if (leaving.size === 0) among.set(from, leaving);
    let edge = leaving.get(to);
    if (edge === undefined) {
      edge = edgeTally(columns);
      leaving.set(to, edge);
    }
    count(edge.calls, columns, row);
    const place = columns.operation[row] ?? NONE;
    let operation = edge.operations.get(place);
    if (operation === undefined) {
      operation = tally();
      edge.operations.set(place, operation);
    }
    count(operation, columns, row);
    edge.newest.offer(row, traceId);
    edge.slowest.offer(row, traceId);
    if (columns.failed[row] === 1) edge.failed.offer(row, traceId);
  };

  const mayStillAnswer = (row: number, called: number): boolean =>
    (startMillis[row] ?? 0) + (columns.micros[row] ?? 0) / 1000 > nowMillis - MAY_STILL_ANSWER_MS &&
    outsideNamed(table.name(called)).kind === 'outside';

  // the newest first: then nearly none of the later ones is among the newest five
  for (const { traceId, from, to } of [...table.traces()].reverse()) {
    let counted = false;
    for (let row = from; row < to; row++) {
      const start = startMillis[row] ?? 0;
      if (start < fromMillis || start > toMillis) continue;
      counted = true;
      spans++;
      const own = service[row] ?? NONE;
      const calledBy = caller[row] ?? NONE;
      const called = outside[row] ?? NONE;
      const node = serviceNode(own);
      node.spans++;
      if (calledBy !== own) {
        count(node.calls, columns, row);
        if (calledBy !== NONE) {
          serviceNode(calledBy);
          call(edges, calledBy, own, row, traceId);
        }
      }
      if (called === NONE || mayStillAnswer(row, called)) continue;
      count(outsideNode(called).calls, columns, row);
      call(outsideEdges, own, called, row, traceId);
    }
    if (counted) traces++;
  }

  const edgesOf = (among: typeof edges, nodes: Map<number, NodeTally>): GraphEdge[] =>
    Array.from(among, ([from, leaving]) =>
      Array.from(leaving, ([to, edge]) =>
        edgeFrom(services.get(from)?.id ?? '', nodes.get(to)?.id ?? '', edge, columns, table),
      ),
    ).flat();
  return {
    fromMillis,
    toMillis,
    traces,
    spans,
    kept: table.size(),
    nodes: [...services.values(), ...outsides.values()].map(nodeFrom).sort((a, b) => compare(a.id, b.id)),
    edges: [...edgesOf(edges, services), ...edgesOf(outsideEdges, outsides)].sort(
      (a, b) => b.calls - a.calls || compare(a.from, b.from) || compare(a.to, b.to),
    ),
  };
}

type Tally = { durations: number[]; errors: number };
type NodeTally = { id: string; name: string; kind: NodeKind; spans: number; calls: Tally };
type EdgeTally = {
  calls: Tally;
  operations: Map<number, Tally>;
  newest: Best;
  slowest: Best;
  failed: Best;
};

const tally = (): Tally => ({ durations: [], errors: 0 });

const edgeTally = ({ startMillis, micros, spanId }: CallColumns): EdgeTally => ({
  calls: tally(),
  operations: new Map(),
  newest: best(SAMPLES_KEPT, startMillis, spanId),
  slowest: best(SAMPLES_KEPT, micros, spanId),
  failed: best(SAMPLES_KEPT, startMillis, spanId),
});

function count(into: Tally, { micros, failed }: CallColumns, row: number): void {
  into.durations.push(micros[row] ?? 0);
  into.errors += failed[row] ?? 0;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function figures({ durations, errors }: Tally): Figures & { maxMicros: number } {
  const sorted = new Float64Array(durations).sort();
  return {
    calls: sorted.length,
    errors,
    p50Micros: quantile(sorted, 0.5),
    p95Micros: quantile(sorted, 0.95),
    maxMicros: sorted.at(-1) ?? 0,
  };
}

/** The nearest rank: a duration that really happened. */
const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

function nodeFrom({ calls, ...node }: NodeTally): GraphNode {
  const { maxMicros: _, ...known } = figures(calls);
  return { ...node, ...known };
}

function edgeFrom(
  from: string,
  to: string,
  { calls, operations, newest, slowest, failed }: EdgeTally,
  columns: CallColumns,
  table: CallTable,
): GraphEdge {
  const named = Array.from(operations, ([place, each]) => {
    const { maxMicros: _, ...known } = figures(each);
    return { name: table.name(place), ...known };
  });
  named.sort((a, b) => b.calls - a.calls || compare(a.name, b.name));
  const samples = (some: Best): Sample[] =>
    some.kept().map(({ row, traceId }) => ({
      traceId,
      spanId: (columns.spanId[row] ?? 0n).toString(16).padStart(16, '0'),
      name: table.name(columns.operation[row] ?? NONE),
      startMillis: columns.startMillis[row] ?? 0,
      durationMicros: columns.micros[row] ?? 0,
      error: columns.failed[row] === 1,
    }));
  return {
    from,
    to,
    ...figures(calls),
    operations: named.slice(0, OPERATIONS_KEPT),
    newest: samples(newest),
    slowest: samples(slowest),
    failed: samples(failed),
  };
}
