import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_NANO, type SpanSketch, span, trace } from './builder.ts';
import { criticalPath } from './critical-path.ts';
import { traceTree } from './tree.ts';

const ms = (nano: bigint): number => Number(nano - FIRST_NANO) / 1e6;

const pathOf = (root: SpanSketch): string[] => {
  const [node] = traceTree(trace(root)).roots;
  assert.ok(node);
  return criticalPath(node).map(
    ({ span, startNano, endNano }) => `${span.name} ${ms(startNano)}-${ms(endNano)}`,
  );
};

test('a span alone is its own critical path', () => {
  assert.deepEqual(pathOf(span('s', 'root', { ms: 10 })), ['root 0-10']);
});

test('children one after another are on it, with the gaps between them as own work', () => {
  const root = span('s', 'root', { ms: 100 }, [
    span('s', 'a', { at: 10, ms: 30 }),
    span('s', 'b', { at: 50, ms: 40 }),
  ]);
  assert.deepEqual(pathOf(root), ['root 0-10', 'a 10-40', 'root 40-50', 'b 50-90', 'root 90-100']);
});

test('of children at the same time, the one that ends last is on it', () => {
  const root = span('s', 'root', { ms: 100 }, [
    span('s', 'quick', { at: 0, ms: 20 }),
    span('s', 'slow', { at: 0, ms: 90 }),
  ]);
  assert.deepEqual(pathOf(root), ['slow 0-90', 'root 90-100']);
});

test('it goes down into the child that was waited for', () => {
  const root = span('s', 'root', { ms: 50 }, [
    span('s', 'call', { at: 5, ms: 40 }, [span('t', 'serve', { at: 10, ms: 20 })]),
  ]);
  assert.deepEqual(pathOf(root), ['root 0-5', 'call 5-15', 'serve 15-35', 'call 35-45', 'root 45-50']);
});

test('a child that outlives its parent is on it only until the parent ended', () => {
  const root = span('s', 'root', { ms: 50 }, [span('s', 'left running', { at: 10, ms: 500 })]);
  assert.deepEqual(pathOf(root), ['root 0-10', 'left running 10-50']);
});

test('a child that starts after its parent ended is not on it', () => {
  const root = span('s', 'root', { ms: 50 }, [span('s', 'follow-up', { at: 60, ms: 5 })]);
  assert.deepEqual(pathOf(root), ['root 0-50']);
});

test('a child that seems to start before its parent, by another clock, is cut at the start', () => {
  const root = span('s', 'root', { ms: 50 }, [span('t', 'skewed', { at: -10, ms: 30 })]);
  assert.deepEqual(pathOf(root), ['skewed 0-20', 'root 20-50']);
});
