import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { unfolded } from './jaeger-tags.ts';

test("what Jaeger's exporter left out or wrote as tags is put back", () => {
  const tags = { 'otel.library.name': 'shop', 'otel.library.version': '1.2', 'order.id': 7n };
  const folded = trace(
    span('order-service', 'POST /orders', { kind: 'server', attributes: tags }, [
      span('order-service', 'place order', { kind: 'unspecified', attributes: tags }),
    ]),
  );
  const [server, step] = unfolded(folded);
  assert.deepEqual([server?.kind, step?.kind], ['server', 'internal']);
  assert.deepEqual([step?.scope.name, step?.scope.version], ['shop', '1.2']);
  assert.equal(server?.scope, step?.scope);
  assert.deepEqual(Object.keys(step?.attributes ?? {}), ['order.id']);
});

test('a span without those tags keeps its scope', () => {
  const [only] = trace(span('order-service', 'POST /orders', { kind: 'client', scope: 'http' }));
  assert.ok(only);
  assert.deepEqual(unfolded([only]), [only]);
});
