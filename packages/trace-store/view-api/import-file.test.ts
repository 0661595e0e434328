import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { jaegerTrace } from '../jaeger-trace.ts';
import { importedFrom } from './import-file.ts';

const order = (number = 1): Span[] =>
  trace(
    span('gateway', 'POST /orders', { kind: 'server', ms: 100 }, [
      span('orders', 'place order', {
        at: 10,
        ms: 80,
        status: { code: 'error', message: 'no stock' },
        attributes: { 'order.id': 7, big: 2n ** 60n, raw: Uint8Array.of(1, 2), yes: true, half: 0.5 },
        events: [{ name: 'exception', at: 5, attributes: { 'exception.type': 'OutOfStock' } }],
        links: [{ traceId: 'f'.repeat(32), spanId: 'e'.repeat(16) }],
        resource: { 'process.pid': 42n },
        traceState: 'shop=1',
      }),
    ]),
    { number },
  );

const otlp = (spans: Span[]): string => JSON.stringify(encodeOtlpJson(spans));

const complaint = (text: string): string => {
  try {
    importedFrom(text);
    return 'no complaint';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

test('OTLP JSON is read whole, wrapped as Jaeger’s API answers, and one object a line', () => {
  const text = otlp(order());
  assert.deepEqual(importedFrom(text), { format: 'OTLP JSON', spans: order() });
  assert.deepEqual(importedFrom(`{"result":${text}}`).spans, order());
  const lines = `\uFEFF${text}\n\n${otlp(order(2))}\n{"resourceLogs":[]}\n`;
  assert.deepEqual(importedFrom(lines).spans, [...order(), ...order(2)]);
});

test('evidence of a check gives its traces and the headers that crossed', () => {
  const headers = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, authorization: 'secret' };
  const hop = { service: 'orders', at: 5, method: 'POST', url: '/orders?q=1', headers };
  const traces = encodeOtlpJson(order());
  const evidence = { format: 'follow-the-request/evidence', version: 1, traces, hops: [hop, 'junk'] };
  assert.deepEqual(importedFrom(JSON.stringify(evidence, undefined, 1)), {
    format: 'evidence',
    spans: order(),
    hops: [
      {
        service: 'orders',
        at: 5,
        method: 'POST',
        path: '/orders',
        headers: { traceparent: headers.traceparent },
      },
    ],
  });
});

test('what is written as Jaeger JSON reads back as it was, but for what Jaeger can’t say', () => {
  const { format, spans } = importedFrom(JSON.stringify({ data: [jaegerTrace(order())] }));
  assert.equal(format, 'Jaeger JSON');
  // Jaeger's JSON has no flags of the parent
  assert.deepEqual(
    spans,
    order().map(one => ({ ...one, flags: 0 })),
  );
});

test('a file of an older Jaeger: short ids, parentSpanID, error=true and the library name', () => {
  const span = {
    traceID: 'abc',
    spanID: '2',
    parentSpanID: '1',
    flags: 1,
    operationName: 'GET /',
    startTime: 1_700_000_000_000_001,
    duration: 5,
    tags: [
      { key: 'error', type: 'bool', value: true },
      { key: 'otel.library.name', type: 'string', value: 'http' },
      { key: 'span.kind', type: 'string', value: 'client' },
    ],
    logs: [{ timestamp: 1_700_000_000_000_002, fields: [{ key: 'message', type: 'string', value: 'hi' }] }],
    processID: 'p1',
  };
  const file = { traceID: 'abc', spans: [span], processes: { p1: { serviceName: 'web' } } };
  const [read] = importedFrom(JSON.stringify(file)).spans;
  assert.equal(read?.traceId, 'abc'.padStart(32, '0'));
  assert.equal(read?.parentSpanId, '1'.padStart(16, '0'));
  assert.equal(read?.kind, 'client');
  assert.equal(read?.status.code, 'error');
  assert.equal(read?.scope.name, 'http');
  assert.equal(read?.endNano, 1_700_000_000_000_006_000n);
  assert.deepEqual(Object.keys(read?.attributes ?? {}), []);
  assert.equal(read?.events[0]?.name, 'log');
});

test('what cannot be read is named with its place', () => {
  const broken = encodeOtlpJson([...order(), ...order(2)]);
  const bad = broken.resourceSpans[3]?.scopeSpans[0]?.spans[0];
  if (bad) bad.traceId = 'xyz';
  assert.equal(
    complaint(JSON.stringify(broken)),
    'resourceSpans[3].scopeSpans[0].spans[0]: traceId is not 32 hex digits',
  );
  assert.match(
    complaint(`${otlp(order())}\n{"resourceSpans":[{"scopeSpans":5}]}`),
    /^line 2: resourceSpans\[0\]/,
  );
  assert.match(complaint(`${otlp(order())}\n{"resourceSpans":`), /^line 2 is not JSON: it ends too early/);
  assert.match(complaint('{"resourceSpans": [}'), /not JSON: line 1, column 20, at \}/);
  const jaeger = jaegerTrace(order());
  const strange = { ...jaeger, spans: jaeger.spans.map(one => ({ ...one, processID: 'p9' })) };
  assert.match(
    complaint(JSON.stringify({ data: [jaeger, strange] })),
    /^data\[1\]\.spans\[0\]\.processID: "p9"/,
  );
  assert.match(complaint(JSON.stringify({ data: [{ traceID: 'abc', spans: [] }] })), /^data\[0\]\.processes/);
});

test('what holds no traces is said to hold none', () => {
  assert.match(complaint(''), /empty/);
  assert.match(complaint('hello'), /not JSON/);
  assert.match(complaint('{"name":"follow-the-request"}'), /no traces are in this JSON/);
  assert.match(complaint('[1]'), /no JSON object/);
  assert.match(complaint('{"resourceSpans":[]}'), /no spans/);
  const idless = order().map(one => ({ ...one, spanId: '0'.repeat(16) }));
  assert.match(complaint(otlp(idless)), /"POST \/orders" has no trace id or no span id/);
});
