import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDraw } from './draw.ts';

const row = (seed: number): number[] => {
  const draw = createDraw(seed);
  return Array.from({ length: 20 }, () => draw.whole(0, 999));
};

test('the same seed gives the same values, and another seed gives others', () => {
  assert.deepEqual(row(7), row(7));
  assert.notDeepEqual(row(7), row(8));
});

test('a negative, a broken and a huge seed are seeds', () => {
  for (const seed of [-1, 0.5, 2 ** 40]) assert.ok(row(seed).every(value => value >= 0 && value <= 999));
});

test('both ends are drawn, and nothing beyond', () => {
  const draw = createDraw(1);
  const drawn = new Set(Array.from({ length: 200 }, () => draw.whole(3, 5)));
  assert.deepEqual([...drawn].sort(), [3, 4, 5]);
  assert.equal(draw.whole(4, 4), 4);
});

test('every choice is picked sooner or later', () => {
  const draw = createDraw(2);
  const picked = new Set(Array.from({ length: 100 }, () => draw.pick(['a', 'b', 'c'])));
  assert.deepEqual([...picked].sort(), ['a', 'b', 'c']);
});

test('picking from nothing is said in words', () => {
  assert.throws(() => createDraw(1).pick([]), /Nothing to pick from/);
});
