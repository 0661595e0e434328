// What /api/view/dependencies answers: who called whom in a window of time, how often, how long, how often
// in vain. Plain data: the store makes it, the page lays it out.

/** A service that sent spans, or what a client span called that sent none itself. */
export type NodeKind = 'service' | 'database' | 'queue' | 'outside';

export type Figures = { calls: number; errors: number; p50Micros: number; p95Micros: number };

export type GraphNode = Figures & {
  /** A service and an outside host may have the same name, never the same id. */
  id: string;
  name: string;
  kind: NodeKind;
  spans: number;
};

export type Sample = {
  traceId: string;
  spanId: string;
  name: string;
  startMillis: number;
  durationMicros: number;
  error: boolean;
};

export type GraphEdge = Figures & {
  from: string;
  to: string;
  maxMicros: number;
  /** The most called first. */
  operations: (Figures & { name: string })[];
  newest: Sample[];
  slowest: Sample[];
  failed: Sample[];
};

export type ServiceGraph = {
  fromMillis: number;
  toMillis: number;
  traces: number;
  spans: number;
  /** Traces in the store, of whatever time. */
  kept: number;
  nodes: GraphNode[];
  edges: GraphEdge[];
};

/** The page's door: the answer comes from our own server, so the outline is enough. */
export const serviceGraphFrom = (answer: unknown): ServiceGraph => {
  const looks =
    typeof answer === 'object' &&
    answer !== null &&
    'nodes' in answer &&
    Array.isArray(answer.nodes) &&
    'edges' in answer &&
    Array.isArray(answer.edges);
  if (!looks) throw new Error('The store answered something that is no service graph.');
  return answer as ServiceGraph;
};

export const errorRate = ({ calls, errors }: Figures): number => (calls === 0 ? 0 : errors / calls);

/** "3 of 40 (7.5 %)" is for the table; in the picture there is room for the share alone. */
export const rateText = (rate: number): string => {
  const percent = rate * 100;
  return percent === 0 ? '0 %' : percent < 0.1 ? '<0.1 %' : `${Number(percent.toFixed(1))} %`;
};
