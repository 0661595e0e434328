import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CapturedHop, tidyHops } from './tidy-hops.ts';

const TRACE = 'a1'.repeat(16);
const traceparent = (parent: string, trace = TRACE): string => `00-${trace}-${parent.repeat(8)}-01`;
const hop = (at: number, url: string, headers: Record<string, string>): CapturedHop => ({
  service: 'user-service',
  at,
  method: 'GET',
  url,
  headers,
});

test('a hop keeps its trace context as received, and nothing of the machine or the client', () => {
  const received = hop(5, '/users/1?token=secret', {
    host: 'localhost:43121',
    'user-agent': 'node',
    authorization: 'Bearer secret',
    traceparent: traceparent('b2'),
    tracestate: 'vendor=1',
    baggage: 'tier=gold',
  });
  assert.deepEqual(tidyHops([received], TRACE), [
    {
      service: 'user-service',
      method: 'GET',
      path: '/users/1',
      headers: { traceparent: traceparent('b2'), tracestate: 'vendor=1', baggage: 'tier=gold' },
    },
  ]);
});

test('hops of other traces and calls without a context are left out; the rest stand in the order of their arrival', () => {
  const hops = [
    hop(9, '/second', { traceparent: traceparent('b2') }),
    hop(1, '/first', { traceparent: traceparent('b3') }),
    // another trace whose parent id happens to hold part of this one's
    hop(2, '/other', { traceparent: traceparent('a1', 'c4'.repeat(16)) }),
    hop(3, '/entry', { host: 'localhost:43121' }),
  ];
  assert.deepEqual(
    tidyHops(hops, TRACE).map(({ path }) => path),
    ['/first', '/second'],
  );
});
