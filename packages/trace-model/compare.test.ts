import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span, trace } from './builder.ts';
import { compareTraces, type Pair } from './compare.ts';
import { traceTree } from './tree.ts';

const compared = (before: SpanSketch, after: SpanSketch) =>
  compareTraces(traceTree(trace(before)), traceTree(trace(after, { number: 2, startMs: 5000 })));

const drawn = (pairs: Pair[], depth = 0): string[] =>
  pairs.flatMap(({ change, before, after, children }) => [
    `${'  '.repeat(depth)}${(after ?? before)?.span.name}: ${change}`,
    ...drawn(children, depth + 1),
  ]);

const order = (...steps: SpanSketch[]): SpanSketch =>
  span('gateway', 'POST /orders', { kind: 'server', ms: 100 }, steps);

test('a trace is the same as another run of the same request', () => {
  const same = order(span('orders', 'place order', {}, [span('orders', 'charge')]));
  assert.deepEqual(compared(same, same).counts, {
    matched: 3,
    slower: 0,
    faster: 0,
    vanished: 0,
    appeared: 0,
  });
});

test('the order of different siblings does not matter', () => {
  const { counts } = compared(order(span('s', 'a'), span('s', 'b')), order(span('s', 'b'), span('s', 'a')));
  assert.equal(counts.matched, 3);
});

test('what came and what went is named with all that is under it', () => {
  const { roots } = compared(
    order(span('users', 'look up', {}, [span('users', 'query')]), span('s', 'stays')),
    order(span('s', 'stays'), span('cache', 'get', {}, [span('cache', 'connect')])),
  );
  assert.deepEqual(drawn(roots), [
    'POST /orders: matched',
    '  stays: matched',
    '  get: appeared',
    '    connect: appeared',
    '  look up: vanished',
    '    query: vanished',
  ]);
});

test('of three alike, the third is the one that came', () => {
  const one = span('db', 'SELECT');
  assert.equal(compared(order(one, one), order(one, one, one)).counts.appeared, 1);
});

test('the same name in another service or of another kind is something else', () => {
  const { counts } = compared(order(span('a', 'work')), order(span('b', 'work')));
  assert.deepEqual([counts.vanished, counts.appeared], [1, 1]);
});

test('slower and faster need both a factor and a few milliseconds', () => {
  const change = (was: number, is: number): Pair['change'] | undefined =>
    compared(order(span('s', 'step', { ms: was })), order(span('s', 'step', { ms: is }))).roots[0]
      ?.children[0]?.change;
  assert.equal(change(20, 60), 'slower');
  assert.equal(change(60, 20), 'faster');
  assert.equal(change(0.1, 0.3), 'matched');
  assert.equal(change(90, 97), 'matched');
});
