import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { attributeText } from './attribute-text.ts';
import { adjusted, withWarnings } from './jaeger-adjust.ts';

const texts = (attributes: Record<string, Parameters<typeof attributeText>[0]>): [string, string][] =>
  Object.entries(attributes).map(([key, value]) => [key, attributeText(value)]);

test('attributes stand in order, packed addresses are readable, and what the SDK says of itself moves to the resource', () => {
  const [only] = adjusted(
    trace(span('shop', 'a', { attributes: { b: 1, ip: 2_130_706_433, a: 2, 'telemetry.sdk.name': 'mine' } })),
  );
  assert.ok(only);
  assert.deepEqual(texts(only.span.attributes), [
    ['a', '2'],
    ['b', '1'],
    ['ip', '127.0.0.1'],
  ]);
  assert.deepEqual(texts(only.span.resource.attributes), [
    ['service.name', 'shop'],
    ['telemetry.sdk.name', 'mine'],
  ]);
  assert.deepEqual(only.warnings, []);
});

test('a client and a server of one id: the server gets its own, and its children go with it', () => {
  const shared = '00000000000000aa';
  const [client, server, child] = adjusted(
    trace([
      span('a', 'call', { spanId: shared, kind: 'client' }),
      span('b', 'serve', { spanId: shared, kind: 'server' }),
      span('b', 'work', { parentSpanId: shared }),
    ]),
  );
  assert.equal(client?.span.spanId, shared);
  assert.equal(server?.span.parentSpanId, shared);
  assert.equal(server?.span.spanId, '0000000000000001');
  assert.equal(child?.span.parentSpanId, '0000000000000001');
});

test('a clock that is behind gives a warning and no other time', () => {
  const spans = trace(
    span('a', 'call', { ms: 100, resource: { 'host.name': 'a' } }, [
      span('b', 'serve', { at: -500, ms: 50, resource: { 'host.name': 'b' } }),
    ]),
  );
  const [, late] = adjusted(spans);
  assert.equal(late?.span.startNano, spans[1]?.startNano);
  assert.deepEqual(late?.warnings, [
    'clock skew adjustment disabled; not applying calculated delta of 525ms',
  ]);
  assert.deepEqual(late && texts(withWarnings(late).attributes), [
    ['@jaeger@warnings', '["clock skew adjustment disabled; not applying calculated delta of 525ms"]'],
  ]);
});

test('a missing parent is named', () => {
  const [orphan] = adjusted(trace(span('a', 'b', { parentSpanId: 'abcdef0123456789' })));
  assert.deepEqual(orphan?.warnings, [
    'parent span ID=abcdef0123456789 is not in the trace; skipping clock skew adjustment',
  ]);
});

test('a chain as long as a trace can be is walked', () => {
  const spans = trace(span('a', 'root'));
  const [root] = spans;
  assert.ok(root);
  const id = (number: number): string => number.toString(16).padStart(16, '0');
  const chain = Array.from({ length: 50_000 }, (_, index) => ({
    ...root,
    spanId: id(index + 1),
    parentSpanId: index === 0 ? '' : id(index),
  }));
  assert.equal(adjusted(chain).length, chain.length);
});
