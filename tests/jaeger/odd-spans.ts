// Spans no SDK makes on a good day: orphans, doubled ids, zero ids, clocks that disagree, types JSON can't hold.

import { FIRST_NANO, type SpanSketch, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';

/** The builder's time is of 2023; what is asked for without times must be of today. */
const shifted = (spans: Span[], firstMs: number): Span[] => {
  const by = BigInt(firstMs) * 1_000_000n - FIRST_NANO;
  return spans.map(one => ({
    ...one,
    startNano: one.startNano + by,
    endNano: one.endNano + by,
    events: one.events.map(event => ({ ...event, timeNano: event.timeNano + by })),
  }));
};

const ZERO_SPAN = '0'.repeat(16);
const ZERO_TRACE = '0'.repeat(32);

const numbered = (number: number, sketch: SpanSketch | SpanSketch[]): Span[] => trace(sketch, { number });

const values = (): SpanSketch =>
  span('odd-values', 'every type', {
    attributes: {
      bytes: Uint8Array.of(0, 1, 254, 255),
      'no bytes': new Uint8Array(),
      'the largest int': 2n ** 63n - 1n,
      'the smallest int': -(2n ** 63n),
      'past the safe ints': 2n ** 53n,
      'a whole double': { type: 'double', value: 1 },
      'a negative zero': { type: 'double', value: -0 },
      'a large double': { type: 'double', value: 1.5e300 },
      'a small double': { type: 'double', value: 5e-324 },
      million: { type: 'double', value: 1e6 },
      'seven digits': { type: 'double', value: 12345678.9 },
      'twenty-one digits': { type: 'double', value: 1e21 },
      'a list of all': ['a', 1, 0.5, true, Uint8Array.of(7), ['in', 2n ** 60n], { type: 'empty' }],
      'a map': {
        type: 'map',
        value: {
          b: { type: 'string', value: 'B' },
          a: { type: 'array', value: [{ type: 'int', value: 1n }] },
          'big int': { type: 'int', value: 2n ** 60n },
          '<&>': { type: 'string', value: '<&>' },
        },
      },
      'an empty map': { type: 'map', value: {} },
      'nothing at all': { type: 'empty' },
      '': 'a key without a name',
      '<b>&amp;</b>': '<script>&',
      ip: 2130706433,
      'peer.ipv4': { type: 'double', value: 3232235777 },
      'telemetry.sdk.name': 'moved to the resource',
      'telemetry.sdk.language': 'says another',
      sampler: 'always',
    },
    resource: {
      'telemetry.sdk.language': 'nodejs',
      list: ['r', 1],
      'host.ip': ['10.0.0.1', '10.0.0.2'],
      bytes: Uint8Array.of(9),
    },
    traceState: 'vendor=1,other=2',
    status: { code: 'error', message: 'a message\nof two lines' },
    events: [
      { name: '', at: 2, attributes: { event: 'said in an attribute' } },
      { name: 'named', at: 1, attributes: { event: 'said twice', z: 1, a: 2 } },
    ],
  });

const skewed = (): SpanSketch =>
  span('odd-clock-a', 'caller', { kind: 'client', ms: 100, resource: { 'host.name': 'a' } }, [
    span('odd-clock-b', 'before its parent', {
      kind: 'server',
      at: -500,
      ms: 50,
      resource: { 'host.name': 'b' },
      events: [{ name: 'during', at: 10 }],
    }),
    span('odd-clock-c', 'longer than its parent', {
      at: -1500,
      ms: 2_500_000,
      resource: { 'host.name': 'c' },
    }),
    span('odd-clock-d', 'after its parent', { at: 7_200_000, ms: 1, resource: { 'host.name': 'd' } }),
    span('odd-clock-a', 'same host', { at: -20, ms: 5, resource: { 'host.name': 'a' } }),
  ]);

/**
 * Ids of zeros, which W3C forbids. In a server of their own: Jaeger's memory takes the trace for the end of what it
 * holds, and a search finds nothing that came before.
 */
export const zeroTraces = (firstMs: number): Span[][] => [
  shifted(
    numbered(0xf7, span('odd-zero', 'a trace of zeros')).map(one => ({ ...one, traceId: ZERO_TRACE })),
    firstMs,
  ),
  shifted(numbered(0xf8, span('odd-zero', 'a span of zeros', { spanId: ZERO_SPAN })), firstMs),
];

/** Traces by number, in the order they are sent, each in a delivery of its own. */
export const oddTraces = (firstMs: number): Span[][] => {
  const orphans = numbered(0xf1, [
    span('odd-orphans', 'its parent never came', { parentSpanId: 'abcdef0123456789', kind: 'server' }),
    span('odd-orphans', 'another', { parentSpanId: 'abcdef0123456789' }),
  ]);
  const doubled = numbered(0xf2, [
    span('odd-doubled', 'one', { spanId: '00000000000000aa' }),
    span('odd-doubled', 'other', { spanId: '00000000000000aa', at: 5 }),
    span('odd-doubled', 'child of either', { parentSpanId: '00000000000000aa', at: 6 }),
  ]);
  const shared = numbered(0xf3, [
    span('odd-shared-client', 'call', { spanId: '00000000000000bb', kind: 'client', ms: 50 }),
    span('odd-shared-server', 'serve', { spanId: '00000000000000bb', kind: 'server', at: 5, ms: 30 }),
  ]);
  const [same] = numbered(0xf4, span('odd-repeated', 'the same twice', { attributes: { a: 1 } }));
  const loops = numbered(0xf5, [
    span('odd-loops', 'its own parent', { spanId: '00000000000000cc', parentSpanId: '00000000000000cc' }),
    span('odd-loops', 'a', { spanId: '00000000000000d1', parentSpanId: '00000000000000d2' }),
    span('odd-loops', 'b', { spanId: '00000000000000d2', parentSpanId: '00000000000000d1' }),
  ]);
  const backwards = numbered(0xf6, span('odd-backwards', 'ends before it starts', { ms: -30 }));
  const nameless = numbered(0xf9, span('odd-nameless', '', {})).map(one => ({
    ...one,
    resource: { ...one.resource, attributes: {} },
  }));
  const emptyName = numbered(0xfa, span('', 'the service has no letters'));
  const links = numbered(
    0xfb,
    span('odd-links', 'links that lead nowhere', {
      links: [
        { traceId: ZERO_TRACE, spanId: ZERO_SPAN, attributes: { gone: true } },
        { traceId: 'f'.repeat(32), spanId: 'e'.repeat(16), attributes: { b: 1, a: [1, 'two'] } },
        { traceId: 'f'.repeat(32), spanId: ZERO_SPAN },
      ],
    }),
  );
  const counted = numbered(0xfc, span('odd-dropped', 'much was dropped')).map(
    one =>
      ({
        ...one,
        droppedAttributesCount: 3,
        droppedEventsCount: 4,
        droppedLinksCount: 5,
        resource: {
          ...one.resource,
          droppedAttributesCount: 2,
          schemaUrl: 'https://opentelemetry.io/schemas/1.27.0',
        },
        scope: {
          ...one.scope,
          version: '9.9',
          droppedAttributesCount: 1,
          schemaUrl: 'https://opentelemetry.io/schemas/1.26.0',
          attributes: { z: { type: 'int', value: 1n }, a: { type: 'string', value: 'of the scope' } },
        },
      }) satisfies Span,
  );
  const services = numbered(0xfd, [
    span('odd services/with a slash', 'GET /a?b=c&d', { kind: 'server' }, [
      span('Ünïcode 👋', 'Ünïcode 👋', { kind: 'consumer' }),
      span('UPPER', 'CASE', { kind: 'producer' }),
    ]),
  ]);
  return [
    numbered(0xf0, values()),
    orphans,
    doubled,
    shared,
    same === undefined ? [] : [same, { ...same }],
    loops,
    backwards,
    nameless,
    emptyName,
    links,
    counted,
    services,
    numbered(0xfe, skewed()),
  ].map(spans => shifted(spans, firstMs));
};

/** Enough traces that every limit has more to choose from than it takes. */
export const manyTraces = (count: number, firstMs: number): Span[] =>
  shifted(
    Array.from({ length: count }, (_, index) =>
      trace(
        span('many-gateway', `GET /${index % 7}`, {
          kind: 'server',
          ms: 1 + (index % 100),
          attributes: { index, even: index % 2 === 0, group: `g${index % 10}` },
        }),
        { number: 0x10_000 + index, startMs: index },
      ),
    ).flat(),
    firstMs,
  );
