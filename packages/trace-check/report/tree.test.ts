import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase, type RequestView } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import type { ExpectedSpan } from '../lab.ts';
import { actualLines, expectedLines } from './tree.ts';

const EXPECTED: ExpectedSpan = {
  service: 'api-gateway',
  name: 'GET /orders/:id',
  children: [{ service: 'order-service', name: 'find order' }],
};

const viewOf = (...traces: SpanSketch[]): RequestView => {
  const [view] = openCase(tinyLab([{ rule: 'answers' }]), evidence([{ name: 'an order', traces }])).requests;
  assert.ok(view);
  return view;
};

const entry = (children: SpanSketch[] = []): SpanSketch =>
  span('api-gateway', 'GET /orders/:id', { kind: 'server' }, children);

test('an expected span that did not arrive is marked as missing', () => {
  const lines = expectedLines(EXPECTED, viewOf(entry()));
  assert.deepEqual(
    lines.map(line => line.note),
    [undefined, 'missing'],
  );
});

test('a span of the learner between the two changes nothing', () => {
  const view = viewOf(entry([span('order-service', 'my own', {}, [span('order-service', 'find_order')])]));
  assert.deepEqual(
    expectedLines(EXPECTED, view).map(line => line.note),
    [undefined, undefined],
  );
});

test('a second root is shown as a trace of its own', () => {
  const lines = actualLines(EXPECTED, viewOf(entry(), span('order-service', 'find order')));
  assert.deepEqual(
    lines.map(line => line.note),
    [undefined, 'a trace of its own'],
  );
});

test('a span whose parent never arrived says so', () => {
  const view = viewOf(span('order-service', 'find order', { parentSpanId: 'aaaaaaaaaaaaaaaa' }));
  assert.equal(actualLines(EXPECTED, view)[0]?.note, 'parent never arrived');
});

test('layers of Express are folded away, and what is inside them moves up', () => {
  const layer = span('api-gateway', 'request handler', { scope: '@opentelemetry/instrumentation-express' }, [
    span('order-service', 'find order'),
  ]);
  assert.deepEqual(
    actualLines(EXPECTED, viewOf(entry([layer]))).map(({ depth, text }) => [depth, text]),
    [
      [0, 'api-gateway  GET /orders/:id (server)'],
      [1, 'order-service  find order'],
    ],
  );
});

test('the spans a finding is about are marked, and not what hangs below them', () => {
  const view = viewOf(entry([span('order-service', 'first', {}, [span('order-service', 'second')])]));
  const concerned = new Set(view.spans.filter(one => one.name !== 'GET /orders/:id').map(one => one.spanId));
  assert.deepEqual(
    actualLines(EXPECTED, view, concerned).map(line => line.note),
    [undefined, 'look here', undefined],
  );
});
