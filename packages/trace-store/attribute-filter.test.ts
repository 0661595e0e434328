import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { filterOf, itemOf, kindItem, mayHold, nameItem, statusItem } from './attribute-filter.ts';

const spans = trace(
  span('shop', 'GET /', {
    kind: 'server',
    status: 'error',
    attributes: { 'order.id': 7n, paid: true, price: 1.5, note: 'x'.repeat(5000), list: ['a', 1n] },
    events: [{ name: 'retry', attributes: { attempt: 2n } }],
    links: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), attributes: { why: 'batch' } }],
  }),
);

test('what is in a delivery is never denied, of whatever type and wherever it stands', () => {
  const filter = filterOf(spans);
  const there = [
    itemOf('service.name', 'shop'),
    itemOf('order.id', '7'),
    itemOf('paid', 'true'),
    itemOf('price', '1.5'),
    itemOf('note', 'x'.repeat(5000)),
    itemOf('list', '["a",1]'),
    itemOf('attempt', '2'),
    itemOf('why', 'batch'),
    nameItem('GET /'),
    statusItem('error'),
    kindItem('server'),
  ];
  for (const item of there) assert.ok(mayHold(filter, item));
});

test('of 10,000 values that are not there, fewer than 3 in 100 pass', () => {
  const many = trace(
    Array.from({ length: 10 }, (_, i) => span('shop', `op ${i}`, { attributes: { a: i, b: `b${i}` } })),
  );
  const filter = filterOf(many);
  let passed = 0;
  for (let i = 0; i < 10_000; i++) if (mayHold(filter, itemOf('user.id', `user-${i}`))) passed++;
  assert.ok(passed < 300, `${passed} passed`);
});
