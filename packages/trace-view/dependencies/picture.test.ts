import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureOf } from './picture.ts';
import type { GraphEdge, GraphNode, ServiceGraph } from './service-graph.ts';

const node = (id: string, calls: number): GraphNode => ({
  id,
  name: id,
  kind: 'service',
  spans: calls,
  calls,
  errors: 0,
  p50Micros: 1000,
  p95Micros: 2000,
});

const edge = (from: string, to: string, calls: number, errors: number, p95Micros: number): GraphEdge => ({
  from,
  to,
  calls,
  errors,
  p50Micros: p95Micros / 2,
  p95Micros,
  maxMicros: p95Micros,
  operations: [],
  newest: [],
  slowest: [],
  failed: [],
});

const CALLS = [
  ['gateway', 'orders'],
  ['gateway', 'users'],
  ['orders', 'users'],
  ['orders', 'stock'],
  // a ring: which of its lines runs backward is a choice
  ['users', 'orders'],
  ['stock', 'worker'],
  ['gateway', 'worker'],
] as const;
const SERVICES = ['gateway', 'orders', 'users', 'stock', 'worker'];

const graphWith = (number: (at: number) => number): ServiceGraph => ({
  fromMillis: 0,
  toMillis: 1,
  traces: 1,
  spans: 1,
  kept: 1,
  nodes: SERVICES.map((name, at) => node(name, number(at))).sort((a, b) => (a.id < b.id ? -1 : 1)),
  edges: CALLS.map(([from, to], at) =>
    edge(from, to, number(at), at % 2 === 0 ? number(at) : 0, number(at) * 37),
  ).sort((a, b) => b.calls - a.calls),
});

const placesIn = (graph: ServiceGraph, width: number) => {
  const { nodes, edges } = pictureOf(graph, width);
  return new Map([
    ...nodes.map(({ node, frame }) => [node.id, frame] as const),
    ...edges.map(({ edge, frame }) => [`${edge.from} → ${edge.to}`, frame] as const),
  ]);
};

for (const width of [1200, 390])
  test(`numbers that change move nothing, ${width} pixels wide`, () => {
    const first = placesIn(
      graphWith(at => 1 + at),
      width,
    );
    assert.equal(first.size, SERVICES.length + CALLS.length);
    for (const number of [(at: number) => 8 - at, (at: number) => 900 * (1 + at), () => 99_999])
      assert.deepEqual(placesIn(graphWith(number), width), first);
  });
