import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scrollFor, windowOf } from './row-window.ts';

test('of 100,000 rows only those in sight and a few more are drawn', () => {
  const { first, end } = windowOf(28 * 50_000, 600, 28, 100_000);
  assert.ok(first <= 49_990 && end >= 50_022);
  assert.ok(end - first < 70);
});

test('at the ends the window keeps to the rows there are', () => {
  assert.deepEqual(windowOf(0, 600, 28, 5), { first: 0, end: 5 });
  assert.equal(windowOf(1e9, 600, 28, 5).end, 5);
  assert.deepEqual(windowOf(0, 600, 28, 0), { first: 0, end: 0 });
});

test('a row that is in sight needs no scrolling, another no more than it takes', () => {
  const view = { scrollTop: 280, height: 280, rowHeight: 28 };
  assert.equal(scrollFor(12, view), 280);
  assert.equal(scrollFor(3, view), 84);
  assert.equal(scrollFor(20, view), 308);
});
