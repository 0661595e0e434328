// What an edge is called, and where it leads.

import type { GraphEdge, GraphNode, ServiceGraph } from './service-graph.ts';

export const isSameEdge = (edge: GraphEdge, other: GraphEdge | undefined): boolean =>
  other !== undefined && edge.from === other.from && edge.to === other.to;

/** A service by its name. What sends no spans is found by who called it. */
export const searchOf = (node: GraphNode, graph: ServiceGraph, lookback: string): string => {
  if (node.kind === 'service') return searchAddress({ service: node.name, lookback });
  const callers = graph.edges.filter(({ to }) => to === node.id);
  return edgeSearch(callers[0], node, lookback);
};

export const edgeSearch = (
  edge: GraphEdge | undefined,
  to: GraphNode | undefined,
  lookback: string,
): string => {
  if (to?.kind === 'service') return searchAddress({ service: to.name, lookback });
  const [operation] = edge?.operations ?? [];
  return searchAddress({ service: edge?.from ?? '', operation: operation?.name ?? '', lookback });
};

const searchAddress = (fields: Record<string, string>): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== '') params.set(name, value);
  return `/search?${params}`;
};

export const spanAddress = ({ traceId, spanId }: { traceId: string; spanId: string }): string =>
  `/trace/${traceId}?uiFind=${spanId}`;
