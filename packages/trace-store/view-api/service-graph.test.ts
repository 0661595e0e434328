import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_NANO, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { callTable } from '../calls/call-table.ts';
import { serviceGraph } from './service-graph.ts';

const START = Number(FIRST_NANO / 1_000_000n);
const MINUTE = 60_000;

const graphOf = (...traces: Span[][]) => {
  const table = callTable();
  for (const spans of traces) table.put(spans[0]?.traceId ?? '', spans);
  return serviceGraph(table, START - MINUTE, START + MINUTE, START + MINUTE);
};

const order = (ms: number, status: 'unset' | 'error' = 'unset') =>
  span('gateway', 'POST /orders', { kind: 'server' }, [
    span('gateway', 'validate'),
    span('gateway', 'POST', { kind: 'client' }, [
      span('orders', 'POST /orders', { kind: 'server', ms, status }, [
        span('orders', 'INSERT', { kind: 'client', attributes: { 'db.system.name': 'postgresql' } }),
      ]),
    ]),
  ]);

test('an edge is a call from one service into another, with the time and status of the called side', () => {
  const { edges } = graphOf(trace(order(20)), trace(order(40, 'error'), { number: 2, startMs: 1000 }));
  const [call] = edges.filter(({ to }) => to === 'orders');
  assert.deepEqual(
    [call?.from, call?.calls, call?.errors, call?.p50Micros, call?.p95Micros, call?.maxMicros],
    ['gateway', 2, 1, 20_000, 40_000, 40_000],
  );
  assert.deepEqual(
    call?.operations.map(({ name, calls, errors }) => [name, calls, errors]),
    [['POST /orders', 2, 1]],
  );
});

test('an edge knows its newest, slowest and failed calls, so a reader can open one', () => {
  const traces = [50, 10, 30].map((ms, i) =>
    trace(order(ms, i === 1 ? 'error' : 'unset'), { number: i + 1, startMs: i * 1000 }),
  );
  const call = graphOf(...traces).edges.find(({ to }) => to === 'orders');
  const numbers = (samples: { traceId: string }[] = []) => samples.map(({ traceId }) => Number(traceId));
  assert.deepEqual(numbers(call?.newest), [3, 2, 1]);
  assert.deepEqual(numbers(call?.slowest), [1, 3, 2]);
  assert.deepEqual(numbers(call?.failed), [2]);
});

test('work inside a service is no call; the first span of a request is a call into its service', () => {
  const { nodes, edges } = graphOf(trace(order(20)));
  const gateway = nodes.find(({ id }) => id === 'gateway');
  assert.deepEqual([gateway?.calls, gateway?.spans], [1, 3]);
  assert.equal(
    edges.some(({ from, to }) => from === to),
    false,
  );
});

test('a client span that no service answered leads outside: to a database, a queue or a host', () => {
  const { nodes } = graphOf(
    trace(
      span('orders', 'place', {}, [
        span('orders', 'INSERT', { kind: 'client', attributes: { 'db.system': 'postgresql' } }),
        span('orders', 'publish', {
          kind: 'producer',
          attributes: { 'messaging.system': 'rabbitmq', 'messaging.destination.name': 'orders' },
        }),
        span('orders', 'GET', {
          kind: 'client',
          attributes: { 'server.address': 'pay.example', 'server.port': 443 },
        }),
        span('orders', 'GET', { kind: 'client', attributes: { 'server.address': 'users' } }, [
          span('users', 'GET /users', { kind: 'server' }),
        ]),
      ]),
    ),
  );
  assert.deepEqual(
    nodes.filter(({ kind }) => kind !== 'service').map(({ kind, name }) => `${kind}: ${name}`),
    ['database: postgresql', 'outside: pay.example:443', 'queue: rabbitmq orders'],
  );
});

test('what started outside the window is not counted', () => {
  const late = trace(order(20), { number: 2, startMs: 2 * MINUTE });
  const { traces, spans } = graphOf(trace(order(20)), late);
  assert.deepEqual([traces, spans], [1, 5]);
});

test('of many calls the quantiles are durations that really happened', () => {
  const traces = Array.from({ length: 100 }, (_, i) => trace(order(i + 1), { number: i + 1 }));
  const call = graphOf(...traces).edges.find(({ to }) => to === 'orders');
  assert.deepEqual([call?.p50Micros, call?.p95Micros, call?.maxMicros], [50_000, 95_000, 100_000]);
  assert.equal(call?.newest.length, 5);
});

test('a call that ended a moment ago may still be answered by a span, and is no call to the outside yet', () => {
  const called = (kind: string) => {
    const table = callTable();
    const attributes = { 'server.address': 'users', ...(kind === 'database' && { 'db.system': 'mysql' }) };
    table.put('1', trace(span('orders', 'GET', { kind: 'client', ms: 1000, attributes })));
    return [500, 6500, 7500].map(
      ms => serviceGraph(table, START - MINUTE, START + MINUTE, START + ms).edges.length,
    );
  };
  assert.deepEqual(called('host'), [0, 0, 1]);
  // a database never answers
  assert.deepEqual(called('database'), [1, 1, 1]);
});
