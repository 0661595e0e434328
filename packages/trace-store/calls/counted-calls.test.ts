// Counting what changed must give what counting everything gives: whatever order spans come in, however they are
// cut into deliveries, and whatever the store had to let go meanwhile.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_NANO, type SpanSketch, span, trace } from '#trace-model/builder.ts';
import { durationNano, type Span, serviceName } from '#trace-model/span.ts';
import { attributeText } from '../attribute-text.ts';
import { dependencyLinks } from '../dependencies.ts';
import { openStore, type TraceStore } from '../store.ts';
import { serviceGraph } from '../view-api/service-graph.ts';
import { callTable } from './call-table.ts';
import { countedCalls } from './counted-calls.ts';

const RAW = { protocol: 'http/json', raw: new Uint8Array() } as const;
const START_MS = Number(FIRST_NANO / 1_000_000n);
const SECOND_NANO = 1_000_000_000n;
const SERVICES = ['gateway', 'orders', 'users', 'stock', ''];

/** The same numbers for the same seed. */
const random = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  return {
    below: (most: number): number => Math.floor(next() * most),
    one: <T>(list: readonly T[]): T => {
      const chosen = list[Math.floor(next() * list.length)];
      assert.ok(chosen !== undefined);
      return chosen;
    },
    shuffled: <T>(list: readonly T[]): T[] =>
      list
        .map(each => ({ each, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each),
  };
};
type Random = ReturnType<typeof random>;

const sketch = (any: Random, depth: number): SpanSketch =>
  span(
    any.one(SERVICES),
    `step ${any.below(15)}`,
    {
      kind: any.one(['internal', 'server', 'client', 'producer'] as const),
      ms: any.below(40),
      status: any.one(['unset', 'unset', 'error'] as const),
      attributes: any.one([
        {},
        { 'server.address': 'pay.example', 'server.port': 443 },
        { 'db.system.name': 'postgresql' },
        { 'messaging.system': 'kafka', 'messaging.destination.name': 'orders' },
        // a host with the name of a service
        { 'server.address': 'users' },
      ]),
    },
    depth === 0 ? [] : Array.from({ length: any.below(4) }, () => sketch(any, depth - 1)),
  );

/** Every now and then spans of two traces, a repeat, or a span without its parent are in one delivery. */
const deliveries = (any: Random, traces: number): Span[][] => {
  const spans = Array.from({ length: traces }, (_, number) =>
    trace(sketch(any, 3), { number: number + 1, startMs: any.below(20_000) }),
  ).flat();
  const waiting = any.shuffled([...spans, ...spans.filter(() => any.below(20) === 0)]);
  const cut: Span[][] = [];
  while (waiting.length > 0) cut.push(waiting.splice(0, 1 + any.below(9)));
  return cut;
};

const figures = (spans: readonly Span[]) => {
  const sorted = spans.map(one => Number(durationNano(one)) / 1000).sort((a, b) => a - b);
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  const errors = spans.filter(({ status }) => status.code === 'error').length;
  return { calls: spans.length, errors, p50Micros: rank(0.5), p95Micros: rank(0.95) };
};

/** All of the store, counted the long way: each edge with the spans that are its calls. */
const plainCount = (store: TraceStore, fromMs: number, toMs: number) => {
  const edges = new Map<string, Span[]>();
  let spans = 0;
  for (const ofTrace of store.newestFirst())
    for (const one of ofTrace) {
      const start = Number(one.startNano) / 1e6;
      if (start < fromMs || start > toMs) continue;
      spans++;
      const parent = ofTrace.find(({ spanId }) => spanId === one.parentSpanId);
      const keys: string[] = [];
      if (parent !== undefined && serviceName(parent) !== serviceName(one))
        keys.push(`${serviceName(parent)} → ${serviceName(one)}`);
      const isCall = one.kind === 'client' || one.kind === 'producer';
      if (isCall && !ofTrace.some(({ parentSpanId }) => parentSpanId === one.spanId)) {
        const held = (key: string): string => attributeText(one.attributes[key] ?? { type: 'empty' });
        const port = held('server.port') === '' ? '' : `:${held('server.port')}`;
        if (held('db.system.name') !== '') keys.push(`${serviceName(one)} → database postgresql`);
        else if (held('messaging.system') !== '') keys.push(`${serviceName(one)} → queue kafka orders`);
        else if (held('server.address') !== '' && one.kind === 'client')
          keys.push(`${serviceName(one)} → outside ${held('server.address')}${port}`);
      }
      for (const key of keys) edges.set(key, [...(edges.get(key) ?? []), one]);
    }
  return { spans, edges: Object.fromEntries(Array.from(edges, ([key, calls]) => [key, figures(calls)])) };
};

const plainLinks = (store: TraceStore, startNano: bigint, endNano: bigint): Record<string, number> => {
  const links: Record<string, number> = {};
  for (const spans of store.newestFirst()) {
    if (!spans.every(one => one.startNano > startNano && one.endNano < endNano)) continue;
    for (const one of spans) {
      const parent = spans.find(({ spanId }) => spanId === one.parentSpanId);
      if (parent === undefined) continue;
      const key = `${serviceName(parent)} → ${serviceName(one)}`;
      links[key] = (links[key] ?? 0) + 1;
    }
  }
  return links;
};

for (const seed of [1, 2, 3, 4, 5, 6])
  test(`what is counted as it comes is what the whole store counts (seed ${seed})`, async () => {
    const any = random(seed);
    const store = openStore({ maxSpans: 300 });
    const calls = countedCalls(store);
    const check = async (): Promise<void> => {
      const fromMs = START_MS + any.below(5000);
      const toMs = fromMs + any.below(20_000);
      const table = await calls.upToDate();
      const graph = serviceGraph(table, fromMs, toMs, Date.now());
      const edges = Object.fromEntries(
        graph.edges.map(({ from, to, calls, errors, p50Micros, p95Micros }) => [
          `${from} → ${to}`,
          { calls, errors, p50Micros, p95Micros },
        ]),
      );
      assert.deepEqual({ spans: graph.spans, edges }, plainCount(store, fromMs, toMs));
      const whole = callTable();
      for (const spans of store.newestFirst()) whole.put(spans[0]?.traceId ?? '', spans);
      assert.deepEqual(graph, serviceGraph(whole, fromMs, toMs, Date.now()));
      const window = [BigInt(fromMs) * 1_000_000n, BigInt(toMs) * 1_000_000n] as const;
      const links = dependencyLinks(table, ...window);
      assert.deepEqual(
        Object.fromEntries(links.map(({ parent, child, callCount }) => [`${parent} → ${child}`, callCount])),
        plainLinks(store, ...window),
      );
    };
    for (const spans of deliveries(any, 60)) {
      store.add(spans, RAW);
      if (any.below(12) === 0) await check();
    }
    await check();
    assert.ok(store.counts().evictedTraces > 0, 'nothing was evicted');
    store.close();
  });

test('an edge counts when its parent comes last, and goes when its trace goes', async () => {
  const store = openStore({ maxSpans: 3 });
  const [parent, child] = trace(span('gateway', 'GET /', {}, [span('orders', 'GET /orders')]));
  assert.ok(parent && child);
  const links = async () =>
    dependencyLinks(await countedCalls(store).upToDate(), 0n, FIRST_NANO + SECOND_NANO);
  store.add([child], RAW);
  assert.deepEqual(await links(), []);
  store.add([parent], RAW);
  assert.deepEqual(await links(), [{ parent: 'gateway', child: 'orders', callCount: 1 }]);
  store.add(trace(span('users', 'a', {}, [span('users', 'b')]), { number: 2 }), RAW);
  assert.deepEqual(await links(), [{ parent: 'users', child: 'users', callCount: 1 }]);
  store.close();
});

test('a table from which much has gone gives its room back, and counts the same', () => {
  const table = callTable();
  const order = (number: number) =>
    trace(span(`service ${number}`, 'a', {}, [span('orders', 'b'), span('orders', 'c')]), { number });
  for (let number = 1; number <= 10_000; number++) table.put(`${number}`, order(number));
  for (let number = 1; number <= 9_990; number++) table.drop(`${number}`);
  assert.ok(table.columns().service.length < 15_000, `${table.columns().service.length} rows`);
  const { spans, edges } = serviceGraph(table, 0, START_MS + 1000, Date.now());
  assert.equal(spans, 30);
  assert.deepEqual(
    edges.map(({ from, to, calls }) => `${from} ${to} ${calls}`),
    Array.from({ length: 10 }, (_, at) => `service ${9991 + at} orders 2`).sort(),
  );
});
