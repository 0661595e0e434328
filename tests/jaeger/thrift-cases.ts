// Batches of Jaeger's old clients, ordinary ones and strange ones, each a trace of its own.

import {
  batch,
  boolTag,
  bytes,
  bytesTag,
  doubleTag,
  type Fields,
  i32,
  i64,
  list,
  longTag,
  process,
  reference,
  span,
  spanFields,
  struct,
  text,
  textTag,
  type Value,
} from '#trace-store/thrift/batch-builder.ts';

export type Case = {
  name: string;
  /** `low` is the trace id. */
  batch(low: bigint): Fields;
  /** Jaeger's answer is another, and this is why. */
  differs?: string;
};

const of = (low: bigint, more: Fields = {}): Value => span({ 1: i64(low), 2: i64(0n), ...more });
const log = (at: bigint, ...fields: Value[]): Value => struct({ 1: i64(at), 2: list(...fields) });
/** A span for each list of tags. */
const tagged = (low: bigint, ...tags: Value[][]): Fields =>
  batch(tags.map((own, index) => of(low, { 3: i64(BigInt(index + 1)), 10: list(...own) })));

const STATUSES: Value[][] = [
  [boolTag('error', true), textTag('otel.status_code', 'OK'), textTag('otel.status_description', 'd')],
  [textTag('otel.status_code', 'eRRor'), textTag('otel.status_description', 'd')],
  [textTag('otel.status_code', 'BAD')],
  [longTag('otel.status_code', 2n)],
  [textTag('otel.status_description', 'alone')],
  [boolTag('error', true), textTag('http.status_message', 'x')],
  [boolTag('error', false), longTag('http.status_code', 500n)],
  [textTag('http.status_code', '+404')],
  [textTag('http.status_code', 'x')],
  [longTag('http.status_code', 399n)],
  [longTag('http.status_code', 0n)],
  [longTag('http.status_code', 404n), textTag('span.kind', 'server')],
  [longTag('http.status_code', 404n), textTag('span.kind', 'client'), textTag('http.status_message', 'nf')],
  [boolTag('error', true), longTag('otel.status_description', 4n), textTag('http.status_message', 'nf')],
];

export const CASES: Case[] = [
  { name: 'a trace id of 64 bits', batch: low => batch([of(low)]) },
  {
    name: 'tags of every type',
    batch: low =>
      tagged(low, [
        textTag('text', '☕'),
        boolTag('yes', true),
        longTag('least', -(2n ** 63n)),
        longTag('most', 2n ** 63n - 1n),
        doubleTag('double', 1.5),
        doubleTag('infinite', Number.POSITIVE_INFINITY),
        bytesTag('bytes', Uint8Array.of(1, 255)),
        textTag('twice', '1'),
        textTag('twice', '2'),
        textTag('', 'an empty key'),
        struct({ 1: text('of no type'), 2: i32(9) }),
        struct({ 1: text('without a value'), 2: i32(0) }),
      ]),
  },
  {
    name: 'what a process says of itself',
    batch: low =>
      batch(
        [of(low)],
        process('shop', textTag('hostname', 'h'), textTag('jaeger.version', 'Go-1'), textTag('ip', '1')),
      ),
  },
  {
    name: 'a process that says it twice',
    batch: low =>
      batch(
        [of(low)],
        process(
          'shop',
          textTag('hostname', 'h'),
          textTag('host.name', 'k'),
          longTag('jaeger.version', 5n),
          textTag('service.name', 'other'),
        ),
      ),
  },
  {
    name: 'parents and references',
    batch: low =>
      batch([
        of(low, {
          3: i64(6n),
          4: i64(9n),
          6: list(reference(true, low, 0n, 9n), reference(false, 1n, 2n, 3n), reference(true, 5n, 6n, 7n)),
        }),
        of(low, {
          3: i64(7n),
          6: list(reference(true, 1n, 2n, 3n), reference(false, low, 0n, 6n), reference(true, low, 0n, 8n)),
        }),
        of(low, { 3: i64(8n), 6: list(reference(false, low, 0n, 6n)) }),
      ]),
  },
  {
    name: 'logs with and without a name',
    batch: low =>
      batch([
        of(low, {
          11: list(
            log(5n),
            log(6n, textTag('event', 'paid'), longTag('cents', 2n)),
            log(7n, longTag('event', 3n)),
            log(-1n, textTag('message', 'before 1970')),
          ),
        }),
      ]),
  },
  {
    name: 'kinds',
    batch: low =>
      tagged(
        low,
        ...['server', 'CLIENT', '', 'client', 'producer', 'consumer', 'internal', 'other'].map(kind => [
          textTag('span.kind', kind),
        ]),
        [longTag('span.kind', 2n)],
      ),
  },
  { name: 'statuses', batch: low => tagged(low, ...STATUSES) },
  {
    name: "the tracer's name and the trace state stay tags",
    batch: low =>
      tagged(low, [
        textTag('w3c.tracestate', 'a=b'),
        textTag('otel.library.name', 'n'),
        textTag('otel.scope.name', 'n'),
      ]),
  },
  {
    name: 'fields of a newer client',
    batch: low => ({
      ...batch([of(low, { 12: list(struct({ 1: text('a') })), 99: struct({ 1: text('b') }) })]),
      3: i64(4n),
      4: struct({ 1: i64(1n), 2: i64(1n), 3: i64(1n) }),
    }),
  },
  {
    name: 'a span that lacks a field is refused, and the batch with it',
    batch: low => {
      const { 9: _duration, ...rest } = spanFields({ 1: i64(low), 2: i64(0n) });
      return batch([of(low), struct(rest)]);
    },
  },
  { name: 'a batch without a process is refused', batch: low => ({ 2: list(of(low)) }) },
  {
    name: 'a service without a name',
    batch: low => batch([of(low)], process('')),
    differs: 'Jaeger writes "missing-service-name" when it stores a span; the store keeps what came',
  },
  {
    name: 'a duration below zero',
    batch: low => batch([of(low, { 9: i64(-5n) })]),
    differs:
      'Jaeger makes it one nanosecond when it stores a span; the store shows what came, and the page says it is odd',
  },
  {
    name: 'a span id of zeros',
    batch: low => batch([of(low, { 3: i64(0n) }), of(low)]),
    differs: 'Jaeger stores such a span; here it is lost mail with its reason, as over OTLP',
  },
  {
    name: 'a name that is not UTF-8',
    batch: low => batch([of(low, { 5: bytes(Uint8Array.of(0x61, 0xff, 0x62)) })]),
    differs: 'Jaeger replaces the name and keeps its bytes as a tag; here the broken byte is shown as one',
  },
];
