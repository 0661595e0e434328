import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barOf, pointAt } from './bar.ts';

const WINDOW = { from: 100, to: 300 };

test('a bar is placed within the window, its duration where there is room', () => {
  assert.deepEqual(barOf(WINDOW, 120, 40), { left: 10, width: 20, label: 'right' });
  assert.deepEqual(barOf(WINDOW, 200, 100), { left: 50, width: 50, label: 'left' });
  assert.deepEqual(barOf(WINDOW, 100, 200), { left: 0, width: 100, label: 'inside' });
});

test('what lies outside is not drawn, what sticks out is cut', () => {
  assert.equal(barOf(WINDOW, 0, 50), undefined);
  assert.equal(barOf(WINDOW, 301, 50), undefined);
  assert.deepEqual(barOf(WINDOW, -1e12, 2e12), { left: -2, width: 104, label: 'inside' });
  assert.equal(pointAt(WINDOW, 99), undefined);
  assert.equal(pointAt(WINDOW, 200), 50);
});

test('a span that ends before it starts is a point', () => {
  assert.deepEqual(barOf(WINDOW, 200, -50), { left: 50, width: 0, label: 'right' });
});
