import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from '../../columns/from-spans.ts';
import { selfTimesOf } from '../../columns/self-time.ts';
import { flameBars, flameOf, widestChild } from './flame-frames.ts';

const order = columnsOfSpans(
  trace(
    span('gateway', 'POST /orders', { ms: 100 }, [
      span('orders', 'reserve', { at: 0, ms: 30, status: 'error' }, [
        span('stock', 'SELECT', { at: 0, ms: 10 }),
      ]),
      span('orders', 'reserve', { at: 40, ms: 40 }, [span('stock', 'SELECT', { at: 0, ms: 30 })]),
      span('orders', 'log', { at: 85, ms: 0.1 }),
      span('orders', 'trace', { at: 86, ms: 0.1 }),
    ]),
  ),
);
const flame = flameOf(order, selfTimesOf(order));
const drawn = (zoomed: number, least = 0) =>
  flameBars(flame, zoomed, least).map(bar => [
    bar.kind === 'frame' ? bar.frame.name : `${bar.frames} more`,
    Math.round(bar.left * 1000) / 1000,
    Math.round(bar.width * 1000) / 1000,
  ]);

test('spans of the same name under the same stack are one frame', () => {
  const reserve = flame.frames.find(({ name }) => name === 'reserve');
  assert.deepEqual(
    [reserve?.spans, reserve?.errors, reserve?.total, reserve?.self, reserve?.work],
    [2, 1, 70e6, 30e6, 70e6],
  );
  assert.equal(flame.frames.length, 5);
});

test('the width of a frame is its work; the widths of its children never exceed it', () => {
  assert.equal(flame.work, 100e6);
  assert.deepEqual(drawn(-1, 0.01), [
    ['POST /orders', 0, 1],
    ['reserve', 0, 0.7],
    ['2 more', 0.7, 0.002],
    ['SELECT', 0, 0.4],
  ]);
});

test('work done side by side adds up', () => {
  const parallel = columnsOfSpans(
    trace(
      span('s', 'root', { ms: 50 }, [span('s', 'a', { at: 0, ms: 50 }), span('s', 'b', { at: 0, ms: 50 })]),
    ),
  );
  assert.equal(flameOf(parallel, selfTimesOf(parallel)).work, 100e6);
});

test('a zoomed frame fills the width under the frames it hangs under', () => {
  const reserve = flame.frames.findIndex(({ name }) => name === 'reserve');
  assert.deepEqual(drawn(reserve), [
    ['POST /orders', 0, 1],
    ['reserve', 0, 1],
    ['SELECT', 0, 0.571],
  ]);
  assert.equal(widestChild(flame, flame.frames[reserve]?.children ?? [])?.name, 'SELECT');
});
