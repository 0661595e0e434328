import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { mayHold } from './attribute-filter.ts';
import { hashText, itemsNamed, KIND_ITEMS, nameItem, STATUS_ITEMS } from './attribute-items.ts';
import { scanDelivery } from './delivery-scan.ts';

/** Whether one chunk's filter may hold one of the items. */
const filterOver = (spans: Span[]): ((items: number[]) => boolean) => {
  const scan = scanDelivery(encodeOtlpProtobuf(spans), { isKnown: () => true, add: () => undefined });
  assert.equal(scan?.chunks, 1);
  const filter = scan.filters.slice(0, scan.filterEnds[0]);
  return items => items.some(item => mayHold(filter, 0, filter.length, item));
};

const spans = trace(
  span('shop', 'GET /', {
    kind: 'server',
    status: 'error',
    attributes: {
      'order.id': 7n,
      below: -7n,
      far: 2n ** 62n,
      paid: true,
      price: 1.5,
      note: 'x'.repeat(5000),
      list: ['a', 1n],
      'naïve ☕': '✓ schön',
      nothing: '',
      zero: { type: 'double', value: -0 },
      odd: { type: 'double', value: Number.NaN },
      bytes: new Uint8Array([1, 2, 3]),
    },
    events: [{ name: 'retry', attributes: { attempt: 2n } }],
    links: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), attributes: { why: 'batch' } }],
  }),
);

test('what is in a delivery is never denied, of whatever type and wherever it stands', () => {
  const holds = filterOver(spans);
  const there: [string, string][] = [
    ['service.name', 'shop'],
    ['order.id', '7'],
    ['below', '-7'],
    ['far', String(2n ** 62n)],
    ['paid', 'true'],
    ['price', '1.5'],
    ['note', 'x'.repeat(5000)],
    ['list', '["a",1]'],
    ['naïve ☕', '✓ schön'],
    ['nothing', ''],
    ['zero', '0'],
    ['odd', 'NaN'],
    ['bytes', 'AQID'],
    ['attempt', '2'],
    ['why', 'batch'],
  ];
  for (const [key, value] of there) assert.ok(holds(itemsNamed(key, value)), `${key}=${value}`);
  assert.ok(holds([nameItem(hashText('GET /'))]));
  assert.ok(holds([STATUS_ITEMS.error]));
  assert.ok(holds([KIND_ITEMS.server]));
  assert.ok(!holds([KIND_ITEMS.client]));
});

test('of 10,000 values that are not there, fewer than 5 in 1,000 pass', () => {
  const many = trace(
    Array.from({ length: 10 }, (_, i) => span('shop', `op ${i}`, { attributes: { a: i, b: `b${i}` } })),
  );
  const holds = filterOver(many);
  let passed = 0;
  for (let i = 0; i < 10_000; i++) if (holds(itemsNamed('user.id', `user-${i}`))) passed++;
  assert.ok(passed < 50, `${passed} passed`);
});
