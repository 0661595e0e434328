import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PlainAttributes, span, trace } from '#trace-model/builder.ts';
import { decodeOtlpProtobuf, encodeOtlpProtobuf, UnreadableBody } from '#trace-model/otlp.ts';
import { type Attributes, durationNano, type Span, serviceName } from '#trace-model/span.ts';
import { attributeText } from '../attribute-text.ts';
import { mayHold } from './attribute-filter.ts';
import { hashText, itemsNamed, KIND_ITEMS, nameItem, STATUS_ITEMS } from './attribute-items.ts';
import { scanDelivery } from './delivery-scan.ts';
import { ID_WORDS, type Scan, TIMES } from './scan-result.ts';

type Seen = { service: string; name: string; kind: number };

const scanned = (body: Uint8Array): { scan: Scan | undefined; seen: Seen[] } => {
  const seen: Seen[] = [];
  const add = (operation: Seen): void => {
    seen.push(operation);
  };
  return { scan: scanDelivery(body, { isKnown: () => false, add }), seen };
};

/** The same numbers for the same seed: a failure can be looked at again. */
const randomFrom = (seed: number): ((below: number) => number) => {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const someSpans = (random: (below: number) => number): Span[] => {
  const value = (): PlainAttributes[string] =>
    [
      `text ${random(50)}`,
      'naïve ☕',
      '',
      'x'.repeat(random(600)),
      random(1000),
      -random(1000),
      2n ** 62n,
      -(2n ** 63n),
      random(2) === 0,
      { type: 'double' as const, value: random(100) / 7 },
      { type: 'empty' as const },
      new Uint8Array([random(256), 2]),
      ['a', random(9), ['deep', true]],
    ][random(13)] ?? '';
  const attributes = (): PlainAttributes =>
    Object.fromEntries(Array.from({ length: random(8) }, () => [`key.${random(20)}`, value()]));
  const one = (depth: number): ReturnType<typeof span> =>
    span(
      `service-${random(4)}`,
      `step ${random(6)} ☕`,
      {
        attributes: attributes(),
        resource: attributes(),
        kind: (['server', 'client', 'internal'] as const)[random(3)] ?? 'server',
        status: (['ok', 'error', 'unset'] as const)[random(3)] ?? 'ok',
        ms: random(5000),
        scope: `scope-${random(3)}`,
        events: [{ name: 'retry', attributes: attributes() }],
        links: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), attributes: attributes() }],
      },
      depth === 0 ? [] : Array.from({ length: random(4) }, () => one(depth - 1)),
    );
  const spans = Array.from({ length: 1 + random(5) }, (_, index) =>
    trace(one(2), { number: 1 + random(1_000_000) * 10 + index, startMs: random(1e6) }),
  ).flat();
  // in no order, as processes mix them
  return spans
    .map(each => ({ each, at: random(1e9) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
};

const idOfChunk = ({ traceIds }: Scan, chunk: number): string => {
  const words = traceIds.slice(chunk * ID_WORDS, (chunk + 1) * ID_WORDS);
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength).toString('hex');
};

function agrees(scan: Scan, seen: Seen[], spans: Span[]): void {
  assert.equal(scan.spans, spans.length);
  const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
  assert.equal(scan.chunks, byTrace.size);
  for (let chunk = 0; chunk < scan.chunks; chunk++) {
    const ofTrace = byTrace.get(idOfChunk(scan, chunk)) ?? [];
    assert.equal(scan.spanCounts[chunk], ofTrace.length);
    const from = chunk === 0 ? 0 : (scan.filterEnds[chunk - 1] ?? 0);
    const to = scan.filterEnds[chunk] ?? 0;
    const holds = (items: number[]): boolean => items.some(item => mayHold(scan.filters, from, to, item));
    const times = scan.times.subarray(chunk * TIMES, (chunk + 1) * TIMES);
    for (const each of ofTrace) {
      const start = Number(each.startNano) / 1000;
      const duration = Number(durationNano(each)) / 1000;
      assert.ok(start >= (times[0] ?? 0) && start <= (times[1] ?? 0), 'start within bounds');
      assert.ok(duration >= (times[2] ?? 0) && duration <= (times[3] ?? 0), 'duration within bounds');
      assert.ok(holds([nameItem(hashText(each.name))]), each.name);
      assert.ok(holds([KIND_ITEMS[each.kind]]) && holds([STATUS_ITEMS[each.status.code]]));
      const bags: Attributes[] = [each.attributes, each.resource.attributes, each.scope.attributes];
      for (const { attributes } of [...each.events, ...each.links]) bags.push(attributes);
      for (const bag of bags)
        for (const [key, value] of Object.entries(bag))
          assert.ok(holds(itemsNamed(key, attributeText(value))), `${key} = ${attributeText(value)}`);
    }
  }
  const operations = (list: Iterable<string>): string[] => [...new Set(list)].sort();
  assert.deepEqual(
    operations(seen.map(({ service, name }) => `${service} ${name}`)),
    operations(
      spans.filter(each => serviceName(each) !== '').map(each => `${serviceName(each)} ${each.name}`),
    ),
  );
}

test('one pass over the bytes finds what decoding them finds', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const spans = someSpans(randomFrom(seed));
    const body = encodeOtlpProtobuf(spans);
    const { scan, seen } = scanned(body);
    assert.ok(scan, `seed ${seed}`);
    agrees(scan, seen, decodeOtlpProtobuf(body));
  }
});

test('two deliveries one after the other are one delivery', () => {
  const [a, b] = [someSpans(randomFrom(7)), someSpans(randomFrom(8))];
  const body = Buffer.concat([encodeOtlpProtobuf(a), encodeOtlpProtobuf(b)]);
  const { scan, seen } = scanned(body);
  assert.ok(scan);
  agrees(scan, seen, [...a, ...b]);
});

test('a body with a wrong byte is vouched for only if it can be decoded, and then says the same', () => {
  let vouched = 0;
  let refused = 0;
  for (let seed = 1; seed <= 3_000; seed++) {
    const random = randomFrom(seed * 7919);
    const whole = encodeOtlpProtobuf(
      trace(span('shop', 'GET /', { attributes: { a: seed, b: 'two', c: [1] } })),
    );
    const body = whole.slice(0, random(4) === 0 ? random(whole.length) : whole.length);
    if (body.length > 0) body[random(body.length)] = random(256);
    const { scan, seen } = scanned(body);
    if (scan === undefined) {
      refused++;
      continue;
    }
    vouched++;
    // throws, and fails the test, where the scan was too trusting
    const spans = decodeOtlpProtobuf(body);
    agrees(scan, seen, spans);
  }
  assert.ok(vouched > 500, `${vouched} vouched for`);
  assert.ok(refused > 500, `${refused} refused`);
});

test('what is broken is left to the one that says why', () => {
  const body = encodeOtlpProtobuf(trace(span('shop', 'GET /')));
  for (const cut of [1, 5, body.length - 1]) {
    assert.equal(scanned(body.slice(0, cut)).scan, undefined);
    assert.throws(() => decodeOtlpProtobuf(body.slice(0, cut)), UnreadableBody);
  }
  assert.equal(scanned(new Uint8Array()).scan?.spans, 0);
});

test('spans without ids, and ids of zeros, are left to those who count them', () => {
  const [one] = trace(span('shop', 'GET /'));
  assert.ok(one);
  for (const broken of [
    { traceId: '' },
    { spanId: '' },
    { traceId: '0'.repeat(32) },
    { spanId: '0'.repeat(16) },
  ])
    assert.equal(scanned(encodeOtlpProtobuf([one, { ...one, ...broken }])).scan, undefined);
});
