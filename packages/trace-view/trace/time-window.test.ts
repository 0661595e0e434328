import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWhole, moved, ticksOf, wholeOf, windowWithin, zoomed } from './time-window.ts';

test('a window drawn backwards or past the edge is put right', () => {
  assert.deepEqual(windowWithin(800, 200, 1000), { from: 200, to: 800 });
  assert.deepEqual(windowWithin(-300, 500, 1000), { from: 0, to: 800 });
  assert.deepEqual(windowWithin(990, 990, 1000), { from: 900, to: 1000 });
});

test('zooming keeps the moment in its place, and ends at the whole', () => {
  assert.deepEqual(zoomed({ from: 0, to: 1000 }, 500, 0.5, 1000), { from: 250, to: 750 });
  assert.deepEqual(zoomed({ from: 250, to: 750 }, 250, 0.5, 1000), { from: 250, to: 500 });
  assert.ok(isWhole(zoomed({ from: 250, to: 750 }, 500, 4, 1000), 1000));
});

test('moving stops at the edges and keeps the width', () => {
  assert.deepEqual(moved({ from: 200, to: 400 }, 0.5, 1000), { from: 300, to: 500 });
  assert.deepEqual(moved({ from: 200, to: 400 }, -5, 1000), { from: 0, to: 200 });
  assert.deepEqual(moved({ from: 200, to: 400 }, 50, 1000), { from: 800, to: 1000 });
});

test('ticks are round moments', () => {
  assert.deepEqual(ticksOf({ from: 0, to: 1000 }, 5), [0, 200, 400, 600, 800, 1000]);
  assert.deepEqual(ticksOf({ from: 130, to: 470 }, 4), [200, 300, 400]);
});

test('a trace without duration has a window that can be drawn', () => {
  assert.deepEqual(wholeOf(0), { from: 0, to: 1 });
});
