import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { seenKeys } from './attribute-keys.ts';

const spans = trace(
  span(
    'gateway',
    'POST /orders',
    { kind: 'server', status: 'error', attributes: { 'order.id': 1, a: 'x' } },
    [span('orders', 'place order', { attributes: { 'order.id': 2, long: 'y'.repeat(100) } })],
  ),
);

test('keys come with their values, the most frequent first, and error and kind among them', () => {
  const [first, second] = seenKeys([spans], '');
  assert.deepEqual(first, { key: 'order.id', count: 2, values: ['1', '2'] });
  assert.deepEqual(second, { key: 'span.kind', count: 2, values: ['server', 'internal'] });
  const found = new Map(seenKeys([spans], '').map(({ key, values }) => [key, values]));
  assert.deepEqual(found.get('error'), ['true']);
  assert.deepEqual(found.get('long'), []);
});

test('of one service, only its own', () => {
  const keys = seenKeys([spans], 'orders').map(({ key }) => key);
  assert.deepEqual(keys, ['long', 'order.id', 'span.kind']);
});

test('reading stops after enough traces', () => {
  let read = 0;
  const endless = function* () {
    for (;;) {
      read++;
      yield spans;
    }
  };
  assert.equal(seenKeys(endless(), '')[0]?.count, 400);
  assert.equal(read, 200);
});
