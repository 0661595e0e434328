import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_NANO, type SpanOptions, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { ownSpans, type Run } from './own-spans.ts';

const FIRST_MS = Number(FIRST_NANO / 1_000_000n);
const OURS = {
  'process.pid': 42n,
  'host.name': 'here',
  'process.command': '/w/services/order-service/main.ts',
};
const THEIRS = { ...OURS, 'process.pid': 77n };

const RUN: Run = {
  agents: new Set(['check-lab/run-0']),
  doors: new Set(['order-service']),
  processes: [{ service: 'order-service', pid: 42, host: 'here', clockAheadMs: 0 }],
  sinceMs: FIRST_MS,
};

let number = 0;
const request = (agent: string | undefined, options: SpanOptions = {}, startMs = 10): Span[] => {
  number += 1;
  const attributes = agent === undefined ? {} : { 'user_agent.original': agent };
  return trace(
    span('order-service', 'POST /orders', { kind: 'server', attributes, resource: OURS, ...options }),
    {
      number,
      startMs,
    },
  );
};

const kept = (spans: Span[], run = RUN): number => ownSpans(spans, run).spans.length;

test('the trace of a request of this run is kept, whenever it was', () => {
  assert.equal(kept(request('check-lab/run-0')), 1);
  assert.equal(kept(request('check-lab/run-0', {}, -60_000)), 1);
});

test('what others asked at the door is left out and counted: traffic, and another check', () => {
  const own = ownSpans([...request('curl/8.1'), ...request('node'), ...request('check-lab/other-0')], RUN);
  assert.deepEqual(own, { spans: [], deliveries: [], others: 3 });
});

test('the switches of the check itself are left out, and are nobody else', () => {
  assert.deepEqual(ownSpans(request('check-lab/switchboard'), RUN).others, 0);
});

test('a torn piece without a name of who asked is kept, when it is of the time of this run', () => {
  assert.equal(kept(request(undefined)), 1);
  assert.equal(kept(request(undefined, {}, -60_000)), 0);
});

test('spans of another shop on this machine, or on another, are left out', () => {
  assert.equal(kept(request(undefined, { resource: THEIRS })), 0);
  assert.equal(kept(request(undefined, { resource: { ...OURS, 'host.name': 'there' } })), 0);
});

test('a process that a service started is kept: it works for this run', () => {
  assert.equal(kept(request(undefined, { resource: { ...THEIRS, 'process.command': '/w/child.ts' } })), 1);
});

test('spans that do not tell their process are kept', () => {
  assert.equal(kept(request(undefined, { resource: {} })), 1);
  assert.equal(kept(request(undefined, { resource: THEIRS }), { ...RUN, processes: [] }), 1);
});

test('a name that is no service is believed of our own process alone', () => {
  number += 1;
  const strange = (resource: SpanOptions['resource'] = {}): Span[] =>
    trace(span('orders', 'POST /orders', { kind: 'server', resource }), { number, startMs: 10 });
  assert.equal(kept(strange()), 0);
  const own = ownSpans(strange(OURS), RUN);
  assert.equal(own.spans.length, 1);
  assert.deepEqual(own.deliveries, [{ service: 'order-service', as: 'orders' }]);
});

test('a clock that is off is put right, and one that is a little off is left as it is', () => {
  const ahead = (clockAheadMs: number): bigint | undefined => {
    const processes = [{ service: 'order-service' as const, pid: 42, host: 'here', clockAheadMs }];
    return ownSpans(request('check-lab/run-0', {}, 10), { ...RUN, processes }).spans[0]?.startNano;
  };
  assert.equal(ahead(4_000), FIRST_NANO + 10_000_000n - 4_000_000_000n);
  assert.equal(ahead(3), FIRST_NANO + 10_000_000n);
});
