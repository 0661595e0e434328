import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_NANO, type SpanOptions, span, trace } from '#trace-model/builder.ts';
import { encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { openShelf } from './kept/shelf.ts';
import { scanDelivery } from './scan/delivery-scan.ts';
import { spanMatches, type TraceQuery, wantedBy } from './search.ts';

const everything: TraceQuery = {
  service: '',
  operation: '',
  startMinNano: 0n,
  startMaxNano: 2n ** 63n,
  durationMinNano: 0n,
  durationMaxNano: 0n,
  attributes: new Map(),
  limit: 20,
};

/** Whether a span of these options is found; and whether the filter agrees that it may be. */
const found = (options: SpanOptions, query: Partial<TraceQuery>): boolean => {
  const [one] = trace(span('shop', 'GET /', { scope: 'http', ...options }));
  assert.ok(one);
  const whole = { ...everything, ...query };
  const matches = spanMatches(one, whole);
  const body = encodeOtlpProtobuf([one]);
  const scan = scanDelivery(body, { isKnown: () => true, add: () => undefined });
  assert.ok(scan);
  const shelf = openShelf();
  const [number = 0] = shelf.put(scan, body);
  if (matches) assert.equal(shelf.newestThatMayMatch(number, number + 1, wantedBy(whole)), number);
  return matches;
};
const byAttribute = (options: SpanOptions, key: string, value: string): boolean =>
  found(options, { attributes: new Map([[key, value]]) });

test('by service and operation, each of which may be left out', () => {
  assert.ok(found({}, {}));
  assert.ok(found({}, { service: 'shop', operation: 'GET /' }));
  assert.ok(!found({}, { service: 'other' }));
  assert.ok(!found({}, { operation: 'GET' }));
});

test('by time of start, both ends included', () => {
  assert.ok(found({}, { startMinNano: FIRST_NANO, startMaxNano: FIRST_NANO }));
  assert.ok(!found({}, { startMinNano: FIRST_NANO + 1n }));
  assert.ok(!found({}, { startMaxNano: FIRST_NANO - 1n }));
});

test('by duration, both ends included', () => {
  assert.ok(found({ ms: 5 }, { durationMinNano: 5_000_000n, durationMaxNano: 5_000_000n }));
  assert.ok(!found({ ms: 5 }, { durationMinNano: 5_000_001n }));
  assert.ok(!found({ ms: 5 }, { durationMaxNano: 4_999_999n }));
});

test('an attribute is compared as text, whatever its type', () => {
  assert.ok(
    byAttribute({ attributes: { 'http.response.status_code': 500n } }, 'http.response.status_code', '500'),
  );
  assert.ok(byAttribute({ attributes: { paid: false } }, 'paid', 'false'));
  assert.ok(byAttribute({ attributes: { price: 0.1 } }, 'price', '0.1'));
  assert.ok(!byAttribute({ attributes: { id: '7' } }, 'id', '77'));
  assert.ok(!byAttribute({}, 'id', ''));
});

test('an attribute may be of the span, its resource, an event or a link', () => {
  assert.ok(byAttribute({ resource: { pid: 1n } }, 'pid', '1'));
  assert.ok(byAttribute({ events: [{ name: 'e', attributes: { try: 2n } }] }, 'try', '2'));
  const links = [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), attributes: { why: 'batch' } }];
  assert.ok(byAttribute({ links }, 'why', 'batch'));
});

test('resource. asks the resource alone', () => {
  assert.ok(byAttribute({ resource: { pid: 1n } }, 'resource.pid', '1'));
  assert.ok(!byAttribute({ attributes: { pid: 1n } }, 'resource.pid', '1'));
});

test('error, span.status, span.kind and scope.name ask for fields of the span', () => {
  assert.ok(byAttribute({ status: 'error' }, 'error', 'true'));
  assert.ok(!byAttribute({ status: 'error' }, 'error', 'false'));
  assert.ok(byAttribute({}, 'error', 'false'));
  assert.ok(!byAttribute({}, 'error', 'maybe'));
  assert.ok(byAttribute({ status: 'ok' }, 'span.status', 'OK'));
  assert.ok(byAttribute({}, 'span.status', 'unset'));
  assert.ok(byAttribute({ kind: 'client' }, 'span.kind', 'client'));
  assert.ok(!byAttribute({ kind: 'client' }, 'span.kind', 'server'));
  assert.ok(byAttribute({}, 'scope.name', 'http'));
  assert.ok(!byAttribute({}, 'scope.version', '1'));
});
