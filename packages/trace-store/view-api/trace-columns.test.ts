import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { columnsOfSpans } from '#trace-view/columns/from-spans.ts';
import { columnsOfBodies } from './trace-columns.ts';

const SPANS = trace(
  span(
    'api-gateway',
    'POST /orders',
    { kind: 'server', attributes: { 'http.route': '/orders', 'http.method': 'POST', ok: true } },
    [
      span('order-service', 'place order', {
        status: { code: 'error', message: 'no stock' },
        attributes: { 'order.items': ['tea', 2, 2.5], 'order.id': 12n, nothing: { type: 'empty' } },
        events: [{ name: 'exception', at: 3, attributes: { 'exception.message': 'no stock' } }],
        links: [{ traceId: '1'.padStart(32, '0'), spanId: '2'.padStart(16, '0') }],
        resource: { 'process.pid': 41 },
      }),
      span('order-service', 'lost', {
        parentSpanId: '00000000000000ff',
        // of the same length and first letter as one that tells
        attributes: {
          'http.response.status_code': 404,
          'http.method': 'GET',
          'http.response.status_cake': 7,
        },
      }),
    ],
  ),
);
const [first, ...rest] = SPANS;
assert.ok(first);
const TRACE_ID = first.traceId;

test('the bytes of a trace give the same columns as its spans', () => {
  const bodies = [encodeOtlpProtobuf([first]), encodeOtlpProtobuf(rest)];
  const columns = columnsOfBodies({ traceId: TRACE_ID, bodies, capacity: 3, withAttributes: true });
  assert.deepEqual(columns, columnsOfSpans(SPANS));
});

test('attributes are passed over when nobody asked for them', () => {
  const bodies = [encodeOtlpProtobuf(SPANS)];
  const columns = columnsOfBodies({ traceId: TRACE_ID, bodies, capacity: 3, withAttributes: false });
  assert.deepEqual(columns, { ...columnsOfSpans(SPANS), attributes: undefined });
  // but for those that tell what is odd
  assert.deepEqual([...columns.answered], [0, 0, 404]);
  assert.deepEqual(columns.oldNames, [{ name: 'http.method', row: 0 }]);
});

test('what a sender sent twice is there once, what only shares its id is there twice', () => {
  const other = { ...first, name: 'another of the same id' };
  const bodies = [encodeOtlpProtobuf(SPANS), encodeOtlpProtobuf([first, other])];
  const columns = columnsOfBodies({ traceId: TRACE_ID, bodies, capacity: 5, withAttributes: true });
  assert.deepEqual(columns, columnsOfSpans([...SPANS, other]));
});

test('the first spans of a trace that grew are still the first', () => {
  const bodies = [encodeOtlpProtobuf(SPANS.slice(0, 2)), encodeOtlpProtobuf(SPANS.slice(2))];
  const columns = columnsOfBodies({
    traceId: TRACE_ID,
    bodies,
    capacity: 3,
    withAttributes: true,
    atMost: 2,
  });
  assert.deepEqual(columns, columnsOfSpans(SPANS.slice(0, 2)));
});
