// Spans → the service graph. An edge is a span whose parent belongs to another service; its time and its
// status are those of the side that was called. A client span that nobody answered with a span of their own
// is a call to the outside: a database, a queue, or a host that does not take part in the trace.

import { type Attributes, durationNano, type Span, serviceName } from '#trace-model/span.ts';
import type {
  Figures,
  GraphEdge,
  GraphNode,
  NodeKind,
  Sample,
  ServiceGraph,
} from '#trace-view/dependencies/service-graph.ts';

export type GraphCounter = { add(spans: readonly Span[]): void; graph(): ServiceGraph };

const OPERATIONS_KEPT = 12;
const SAMPLES_KEPT = 5;

/** Spans count that started between the two times. */
export function graphCounter(fromMillis: number, toMillis: number): GraphCounter {
  const nodes = new Map<string, NodeTally>();
  const edges = new Map<string, EdgeTally>();
  let traces = 0;
  let spanCount = 0;

  const nodeOf = (id: string, name: string, kind: NodeKind): NodeTally => {
    const node = nodes.get(id) ?? { id, name, kind, spans: 0, calls: tally() };
    nodes.set(id, node);
    return node;
  };
  const call = (from: string, to: string, span: Span, startMillis: number): void => {
    const key = `${from}\n${to}`;
    const edge = edges.get(key) ?? {
      from,
      to,
      calls: tally(),
      operations: new Map(),
      newest: [],
      slowest: [],
      failed: [],
    };
    edges.set(key, edge);
    count(edge.calls, span);
    const operation = edge.operations.get(span.name) ?? tally();
    edge.operations.set(span.name, operation);
    count(operation, span);
    const sample = sampleOf(span, startMillis);
    keep(edge.newest, sample, newestFirst);
    keep(edge.slowest, sample, slowestFirst);
    if (sample.error) keep(edge.failed, sample, newestFirst);
  };

  return {
    add(spans) {
      const byId = new Map(spans.map(span => [span.spanId, span]));
      const answered = new Set(spans.map(({ parentSpanId }) => parentSpanId));
      let counted = false;
      for (const span of spans) {
        const startMillis = Number(span.startNano) / 1e6;
        if (startMillis < fromMillis || startMillis > toMillis) continue;
        counted = true;
        spanCount++;
        const service = serviceName(span);
        const node = nodeOf(service, service, 'service');
        node.spans++;
        const parent = span.parentSpanId === '' ? undefined : byId.get(span.parentSpanId);
        const caller = parent === undefined ? undefined : serviceName(parent);
        if (caller !== service) count(node.calls, span);
        if (caller !== undefined && caller !== service) {
          nodeOf(caller, caller, 'service');
          call(caller, service, span, startMillis);
        }
        if ((span.kind !== 'client' && span.kind !== 'producer') || answered.has(span.spanId)) continue;
        const called = outsideOf(span);
        if (called === undefined) continue;
        const id = `${called.kind} ${called.name}`;
        count(nodeOf(id, called.name, called.kind).calls, span);
        call(service, id, span, startMillis);
      }
      if (counted) traces++;
    },
    graph: () => ({
      fromMillis,
      toMillis,
      traces,
      spans: spanCount,
      nodes: Array.from(nodes.values(), nodeFrom).sort((a, b) => (a.id < b.id ? -1 : 1)),
      edges: Array.from(edges.values(), edgeFrom).sort((a, b) => b.calls - a.calls),
    }),
  };
}

type Tally = { durations: number[]; errors: number };
type NodeTally = { id: string; name: string; kind: NodeKind; spans: number; calls: Tally };
type EdgeTally = Pick<GraphEdge, 'from' | 'to' | 'newest' | 'slowest' | 'failed'> & {
  calls: Tally;
  operations: Map<string, Tally>;
};

const tally = (): Tally => ({ durations: [], errors: 0 });

function count(into: Tally, span: Span): void {
  into.durations.push(micros(span));
  if (span.status.code === 'error') into.errors++;
}

const micros = (span: Span): number => Number(durationNano(span)) / 1000;

const sampleOf = (span: Span, startMillis: number): Sample => ({
  traceId: span.traceId,
  spanId: span.spanId,
  name: span.name,
  startMillis,
  durationMicros: micros(span),
  error: span.status.code === 'error',
});

const newestFirst = (a: Sample, b: Sample): number => b.startMillis - a.startMillis;
const slowestFirst = (a: Sample, b: Sample): number => b.durationMicros - a.durationMicros;

/** The few best in order; most spans do not make it past the last. */
function keep(best: Sample[], sample: Sample, order: (a: Sample, b: Sample) => number): void {
  const last = best.at(-1);
  if (best.length === SAMPLES_KEPT && last !== undefined && order(sample, last) >= 0) return;
  best.push(sample);
  best.sort(order);
  if (best.length > SAMPLES_KEPT) best.pop();
}

/** Today's attribute first, then the name it had before. */
const text = (attributes: Attributes, ...keys: string[]): string => {
  for (const key of keys) {
    const found = attributes[key];
    if (found?.type === 'string' && found.value !== '') return found.value;
  }
  return '';
};

function outsideOf({ attributes, kind }: Span): { kind: NodeKind; name: string } | undefined {
  const database = text(attributes, 'db.system.name', 'db.system');
  if (database !== '') return { kind: 'database', name: database };
  const queue = text(attributes, 'messaging.system');
  if (queue !== '') {
    const destination = text(attributes, 'messaging.destination.name');
    return { kind: 'queue', name: destination === '' ? queue : `${queue} ${destination}` };
  }
  if (kind !== 'client') return undefined;
  const host = text(attributes, 'server.address', 'net.peer.name');
  if (host === '') return undefined;
  const port = attributes['server.port'] ?? attributes['net.peer.port'];
  return { kind: 'outside', name: port?.type === 'int' ? `${host}:${port.value}` : host };
}

function figures({ durations, errors }: Tally): Figures & { maxMicros: number } {
  const sorted = Float64Array.from(durations).sort();
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

function edgeFrom({ calls, operations, ...edge }: EdgeTally): GraphEdge {
  const named = Array.from(operations, ([name, each]) => {
    const { maxMicros: _, ...known } = figures(each);
    return { name, ...known };
  });
  named.sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1));
  return { ...edge, ...figures(calls), operations: named.slice(0, OPERATIONS_KEPT) };
}
