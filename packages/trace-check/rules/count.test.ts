import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundsOf } from './count.ts';

test('without a count one or more are due', () => {
  assert.deepEqual(boundsOf(undefined, {}), { least: 1, most: Number.POSITIVE_INFINITY, says: 'one' });
});

test('a number is exact, none included', () => {
  assert.deepEqual(boundsOf(2, {}), { least: 2, most: 2, says: '2' });
  assert.deepEqual(boundsOf(0, {}), { least: 0, most: 0, says: '0' });
});

test('each counts the entries of a list in the body', () => {
  const body = { order: { items: ['a', 'b', 'c'] } };
  const { least, most, says } = boundsOf({ each: 'order.items' }, body);
  assert.deepEqual([least, most], [3, 3]);
  assert.match(says, /^3, one for each entry of "order\.items"/);
  assert.equal(boundsOf({ each: 'order.items' }, { order: { items: [] } }).least, 0);
});

test('a body without the list is a request for one', () => {
  for (const body of [undefined, null, {}, { items: 'Laptop' }, 'text'])
    assert.equal(boundsOf({ each: 'items' }, body).least, 1);
});

test('limits may be open on either side', () => {
  assert.deepEqual(boundsOf({ least: 2 }, {}), {
    least: 2,
    most: Number.POSITIVE_INFINITY,
    says: 'at least 2',
  });
  assert.deepEqual(boundsOf({ most: 3 }, {}), { least: 0, most: 3, says: '0 to 3' });
  assert.deepEqual(boundsOf({ least: 1, most: 3 }, {}), { least: 1, most: 3, says: '1 to 3' });
});
