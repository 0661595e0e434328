import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span, trace } from './builder.ts';
import { selfTimes } from './self-time.ts';
import { traceTree } from './tree.ts';

const rootSelfMs = (...children: SpanSketch[]): number => {
  const spans = trace(span('s', 'root', { ms: 100 }, children));
  const [root] = spans;
  assert.ok(root);
  return Number(selfTimes(traceTree(spans).nodes).get(root)) / 1e6;
};

test('a leaf is all self time', () => {
  assert.equal(rootSelfMs(), 100);
});

test('children one after another are all taken off', () => {
  assert.equal(rootSelfMs(span('s', 'a', { at: 0, ms: 30 }), span('s', 'b', { at: 50, ms: 20 })), 50);
});

test('time in which two children run at once is taken off once', () => {
  assert.equal(rootSelfMs(span('s', 'a', { at: 10, ms: 40 }), span('s', 'b', { at: 20, ms: 50 })), 40);
});

test('a child inside the time of its sibling changes nothing', () => {
  assert.equal(rootSelfMs(span('s', 'a', { at: 10, ms: 60 }), span('s', 'b', { at: 20, ms: 5 })), 40);
});

test('what a child does outside its parent does not count against the parent', () => {
  assert.equal(
    rootSelfMs(span('s', 'early', { at: -20, ms: 30 }), span('s', 'late', { at: 90, ms: 500 })),
    80,
  );
  assert.equal(rootSelfMs(span('s', 'elsewhere', { at: 200, ms: 5 })), 100);
});

test('a span that ends before it starts has no self time', () => {
  const spans = trace(span('s', 'broken clock', { ms: -5 }));
  assert.deepEqual([...selfTimes(traceTree(spans).nodes).values()], [0n]);
});
