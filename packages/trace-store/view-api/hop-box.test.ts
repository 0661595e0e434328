import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hopBox, hopsFrom, type KeptHop } from './hop-box.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const hop = (traceId: string, more: Partial<KeptHop> = {}): KeptHop => ({
  service: 'order-service',
  at: 1,
  method: 'POST',
  path: '/orders',
  headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  ...more,
});

test('of a request only what carries the context is kept: no password, no query', () => {
  const sent = {
    service: 'order-service',
    at: 1,
    method: 'POST',
    url: '/orders?token=secret',
    headers: {
      Traceparent: `00-${TRACE}-b7ad6b7169203331-01`,
      baggage: 'user=7',
      authorization: 'Bearer secret',
      cookie: 'secret',
    },
  };
  const hops = hopsFrom(bytes({ hops: [sent] }));
  assert.deepEqual(hops, [
    hop(TRACE, { headers: { traceparent: sent.headers.Traceparent, baggage: 'user=7' } }),
  ]);
  assert.ok(!JSON.stringify(hops).includes('secret'));
});

test('what is no list of hops is refused; an entry that is none is left out', () => {
  assert.equal(hopsFrom(new TextEncoder().encode('{')), undefined);
  assert.equal(hopsFrom(bytes([])), undefined);
  assert.deepEqual(hopsFrom(bytes({ hops: [1, null, { headers: { host: 'a' } }] })), []);
});

test('hops are found by the trace their headers name, and the oldest go first', () => {
  const box = hopBox(2);
  box.add([hop('a'.repeat(32)), hop(TRACE)]);
  assert.equal(box.of('a'.repeat(32)).length, 1);
  box.add([{ ...hop(TRACE), at: 9 }]);
  assert.equal(box.of('a'.repeat(32)).length, 0);
  assert.equal(box.of(TRACE).length, 2);
});

test('a file that is imported twice brings its hops once', () => {
  const box = hopBox();
  box.add([hop(TRACE)]);
  box.add([hop(TRACE), { ...hop(TRACE), at: 9 }]);
  assert.equal(box.of(TRACE).length, 2);
});
