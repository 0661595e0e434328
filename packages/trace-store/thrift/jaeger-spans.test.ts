import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Span } from '#trace-model/span.ts';
import {
  batch,
  boolTag,
  doubleTag,
  type Fields,
  i32,
  i64,
  list,
  longTag,
  process,
  reference,
  span,
  struct,
  text,
  textTag,
  type Value,
  written,
} from './batch-builder.ts';
import { binaryReader } from './binary-reader.ts';
import { readBatch } from './jaeger-batch.ts';
import { spansOf } from './jaeger-spans.ts';

const translated = (fields: Fields, of?: Value): Span => {
  const [only] = spansOf(readBatch(binaryReader(written(batch([span(fields)], of)))));
  assert.ok(only);
  return only;
};
const tagged = (...tags: Value[]): Span => translated({ 10: list(...tags) });
const values = (attributes: Span['attributes']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, 'value' in value ? value.value : undefined]),
  );

test('ids have all their digits, of 64 bits as of 128', () => {
  const short = translated({ 1: i64(0xabcn), 2: i64(0n), 3: i64(1n) });
  assert.equal(short.traceId, '00000000000000000000000000000abc');
  assert.equal(short.spanId, '0000000000000001');
  const long = translated({ 1: i64(-1n), 2: i64(0x1122334455667788n) });
  assert.equal(long.traceId, '1122334455667788ffffffffffffffff');
});

test('times are microseconds since 1970', () => {
  const { startNano, endNano } = translated({ 8: i64(1_700_000_000_000_001n), 9: i64(7n) });
  assert.equal(startNano, 1_700_000_000_000_001_000n);
  assert.equal(endNano, 1_700_000_000_000_008_000n);
});

test('the process is the resource, and hostname and jaeger.version get the names of OpenTelemetry', () => {
  const of = process(
    'shop',
    textTag('hostname', 'desk'),
    textTag('jaeger.version', 'Node-3.19'),
    textTag('ip', '::1'),
  );
  assert.deepEqual(values(translated({}, of).resource.attributes), {
    'service.name': 'shop',
    ip: '::1',
    'host.name': 'desk',
    'opencensus.exporterversion': 'Jaeger-Node-3.19',
  });
  const both = process('', textTag('hostname', 'desk'), textTag('host.name', 'table'));
  assert.deepEqual(values(translated({}, both).resource.attributes), {
    hostname: 'desk',
    'host.name': 'table',
  });
});

for (const [said, kind] of [
  ['server', 'server'],
  ['client', 'client'],
  ['producer', 'producer'],
  ['consumer', 'consumer'],
  ['internal', 'internal'],
  ['SERVER', 'unspecified'],
  ['', 'unspecified'],
] as const) {
  test(`span.kind "${said}" is the kind ${kind}, and no attribute`, () => {
    const found = tagged(textTag('span.kind', said), textTag('kept', 'yes'));
    assert.equal(found.kind, kind);
    assert.deepEqual(values(found.attributes), { kept: 'yes' });
  });
}

test('without span.kind the kind is unspecified: the old exporter leaves it out for internal spans', () => {
  assert.equal(tagged().kind, 'unspecified');
});

const statuses: [string, Value[], Span['status'], Record<string, unknown>][] = [
  ['nothing said', [], { code: 'unset', message: '' }, {}],
  ['error', [boolTag('error', true)], { code: 'error', message: '' }, {}],
  ['no error', [boolTag('error', false)], { code: 'unset', message: '' }, { error: false }],
  ['error as text', [textTag('error', 'true')], { code: 'unset', message: '' }, { error: 'true' }],
  [
    'error goes before the code, and takes its words',
    [
      boolTag('error', true),
      textTag('otel.status_code', 'OK'),
      textTag('otel.status_description', 'declined'),
    ],
    { code: 'error', message: 'declined' },
    {},
  ],
  [
    'error with the words of HTTP, which stay',
    [boolTag('error', true), textTag('http.status_message', 'Not Found')],
    { code: 'error', message: 'Not Found' },
    { 'http.status_message': 'Not Found' },
  ],
  ['the code in any case', [textTag('otel.status_code', 'ok')], { code: 'ok', message: '' }, {}],
  [
    'the code with words',
    [textTag('otel.status_code', 'ERROR'), textTag('otel.status_description', 'no stock')],
    { code: 'error', message: 'no stock' },
    {},
  ],
  ['a code nobody knows', [textTag('otel.status_code', 'BAD')], { code: 'unset', message: '' }, {}],
  [
    'words without a code stay a tag',
    [textTag('otel.status_description', 'no stock')],
    { code: 'unset', message: '' },
    { 'otel.status_description': 'no stock' },
  ],
  [
    'HTTP 500',
    [longTag('http.status_code', 500n), textTag('http.status_message', 'Oh')],
    { code: 'error', message: 'Oh' },
    { 'http.status_code': 500n, 'http.status_message': 'Oh' },
  ],
  [
    'HTTP 500 as text',
    [textTag('http.status_code', '500')],
    { code: 'error', message: '' },
    { 'http.status_code': '500' },
  ],
  [
    'HTTP 404 of a client',
    [textTag('span.kind', 'client'), longTag('http.status_code', 404n)],
    { code: 'error', message: '' },
    { 'http.status_code': 404n },
  ],
  [
    'HTTP 404 of a server',
    [textTag('span.kind', 'server'), longTag('http.status_code', 404n)],
    { code: 'unset', message: '' },
    { 'http.status_code': 404n },
  ],
  [
    'HTTP 200',
    [longTag('http.status_code', 200n)],
    { code: 'unset', message: '' },
    { 'http.status_code': 200n },
  ],
  [
    'HTTP by another type',
    [doubleTag('http.status_code', 500)],
    { code: 'unset', message: '' },
    { 'http.status_code': 500 },
  ],
];

for (const [name, tags, status, kept] of statuses) {
  test(`status: ${name}`, () => {
    const found = tagged(...tags);
    assert.deepEqual(found.status, status);
    assert.deepEqual(values(found.attributes), kept);
  });
}

test('logs are events, named by their field `event`', () => {
  const log = (at: bigint, ...fields: Value[]): Value => struct({ 1: i64(at), 2: list(...fields) });
  const { events } = translated({
    11: list(
      log(5n, textTag('event', 'paid'), longTag('cents', 3n)),
      log(6n, textTag('message', 'hm')),
      log(7n),
    ),
  });
  assert.deepEqual(
    events.map(({ timeNano, name, attributes }) => [timeNano, name, values(attributes)]),
    [
      [5_000n, 'paid', { cents: 3n }],
      [6_000n, '', { message: 'hm' }],
      [7_000n, '', {}],
    ],
  );
});

test('the parent is its own field, and the reference that repeats it is no link', () => {
  const found = translated({
    4: i64(9n),
    6: list(reference(true, 0xa1n, 0xb2n, 9n), reference(false, 1n, 2n, 3n)),
  });
  assert.equal(found.parentSpanId, '0000000000000009');
  assert.deepEqual(
    found.links.map(({ traceId, spanId, attributes }) => [traceId, spanId, values(attributes)]),
    [['00000000000000020000000000000001', '0000000000000003', { 'opentracing.ref_type': 'follows_from' }]],
  );
});

test('without one, a reference within the trace is the parent, CHILD_OF before FOLLOWS_FROM', () => {
  const follows = reference(false, 0xa1n, 0xb2n, 7n);
  const child = reference(true, 0xa1n, 0xb2n, 8n);
  const elsewhere = reference(true, 1n, 2n, 3n);
  assert.equal(translated({ 6: list(elsewhere, follows, child) }).parentSpanId, '0000000000000008');
  assert.equal(translated({ 6: list(elsewhere, follows) }).parentSpanId, '0000000000000007');
  assert.equal(translated({ 6: list(elsewhere) }).parentSpanId, '');
  assert.equal(translated({ 6: list(elsewhere, follows, child) }).links.length, 2);
});

test("the tracer's name stays a tag, and so does what the exporter says of the resource", () => {
  const found = tagged(textTag('otel.library.name', 'http'), textTag('telemetry.sdk.language', 'nodejs'));
  assert.equal(found.scope.name, '');
  assert.deepEqual(values(found.attributes), {
    'otel.library.name': 'http',
    'telemetry.sdk.language': 'nodejs',
  });
});

test('a tag of a type nobody knows says so', () => {
  const found = tagged(struct({ 1: text('odd'), 2: i32(9) }));
  assert.deepEqual(values(found.attributes), { odd: '<Unknown Jaeger TagType "<UNSET>">' });
});

test('keys that objects have by themselves are keys like any other', () => {
  const found = tagged(textTag('__proto__', 'a'), textTag('constructor', 'b'));
  assert.deepEqual(Object.entries(found.attributes).length, 2);
});
