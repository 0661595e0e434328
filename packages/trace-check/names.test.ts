import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { describe, matches, sameName } from './names.ts';

test('ways of writing the same words are the same name', () => {
  for (const name of [
    'reserve item',
    'reserve_item',
    'reserve-item',
    'reserveItem',
    'ReserveItem',
    'RESERVE ITEM',
    ' reserve  item ',
    'reserve.item',
  ])
    assert.ok(sameName(name, 'reserve item'), name);
});

test('other words, other numbers of words and other forms are other names', () => {
  for (const name of ['reserve items', 'reserve', 'item reserve', 'reserve the item', 'reserveitem', ''])
    assert.ok(!sameName(name, 'reserve item'), name);
});

test('routes keep their slashes and colons', () => {
  assert.ok(sameName('GET /orders/:id', 'get /orders/:id'));
  assert.ok(!sameName('GET /orders/:id', 'GET /orders/1001'));
  assert.ok(!sameName('GET /orders/:id', 'GET orders id'));
});

test('an acronym and a digit do not hide where a word begins', () => {
  assert.ok(sameName('loadV2Prices', 'load v2 prices'));
  assert.ok(sameName('parseJSON', 'parse json'));
  assert.ok(sameName('parseJSONBody', 'parse json body'));
});

test('a span matches by what the rule names, and by nothing else', () => {
  const [one] = trace(span('order-service', 'placeOrder', { kind: 'internal' }));
  assert.ok(one);
  assert.ok(matches(one, {}));
  assert.ok(matches(one, { service: 'order-service', name: 'place order', kind: 'internal' }));
  assert.ok(!matches(one, { service: 'user-service' }));
  assert.ok(!matches(one, { kind: 'client' }));
  assert.ok(!matches(one, { name: 'order' }));
});

test('what is looked for reads as a phrase', () => {
  assert.equal(
    describe({ service: 'order-service', name: 'place order', kind: 'client' }),
    '"place order" (client) in order-service',
  );
  assert.equal(describe({ name: 'place order' }), '"place order"');
  assert.equal(describe({ service: 'order-service' }), 'in order-service');
});
