import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { findRows } from './find.ts';
import { columnsOfSpans } from './from-spans.ts';

const TRACE = columnsOfSpans(
  trace(
    span('api-gateway', 'POST /orders', { attributes: { 'http.response.status_code': 500 } }, [
      span('order-service', 'place order', {
        spanId: 'abcdef0123456789',
        attributes: { 'http.response.status_code': 503, 'order.id': 'A-17' },
        status: { code: 'error', message: 'Out of tea' },
        events: [{ name: 'exception', attributes: { 'exception.type': 'OutOfStock' } }],
        resource: { 'host.name': 'box' },
      }),
    ]),
  ),
);
const found = (text: string): number[] => [...findRows(TRACE, text)];

test('a span is found by any of its texts, in either case', () => {
  for (const text of [
    'place',
    'ORDER-service',
    'out of tea',
    'exception',
    'outofstock',
    'a-17',
    'host.name=box',
  ])
    assert.deepEqual(found(text), [1], text);
  assert.deepEqual(found('order'), [0, 1]);
  assert.deepEqual(found('no such text'), []);
  assert.deepEqual(found('  '), []);
});

test('key=value finds the pair, and values that begin so', () => {
  assert.deepEqual(found('http.response.status_code=500'), [0]);
  assert.deepEqual(found('status_code=50'), [0, 1]);
  assert.deepEqual(found('order.id=500'), []);
});

test('a span id finds its span, so do its first eight digits', () => {
  assert.deepEqual(found('abcdef0123456789'), [1]);
  assert.deepEqual(found('ABCDEF01'), [1]);
  assert.deepEqual(found('abcdef0199'), []);
});
