import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowding } from './crowding.ts';

test('a machine with time to spare keeps its limits', () => {
  assert.equal(crowding(0, 2), 1);
  assert.equal(crowding(2, 2), 1);
});

test('a crowded one stretches them, up to five times', () => {
  assert.equal(crowding(6, 2), 3);
  assert.equal(crowding(100, 2), 5);
});

test('this machine has a crowding of its own', () => {
  assert.ok(crowding() >= 1 && crowding() <= 5);
});
