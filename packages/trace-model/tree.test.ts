import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from './builder.ts';
import { type TraceTree, traceTree, traceTrees } from './tree.ts';

const drawn = (tree: TraceTree): string[] =>
  tree.nodes.map(({ span, depth, mark }) => `${'  '.repeat(depth)}${span.name}${mark ? ` (${mark})` : ''}`);

const order = () =>
  trace(
    span('gateway', 'POST /orders', { kind: 'server' }, [
      span('gateway', 'validate'),
      span('orders', 'place order', {}, [span('orders', 'charge')]),
    ]),
  );

test('spans in any order become the tree they were written as', () => {
  const tree = traceTree(order().reverse());
  assert.deepEqual(drawn(tree), ['POST /orders', '  validate', '  place order', '    charge']);
  assert.equal(tree.roots.length, 1);
});

test('siblings stand in order of their start', () => {
  const tree = traceTree(
    trace(span('s', 'root', {}, [span('s', 'late', { at: 9 }), span('s', 'early', { at: 2 })])),
  );
  assert.deepEqual(drawn(tree), ['root', '  early', '  late']);
});

test('a span whose parent never arrived is kept as an orphan, with what is under it', () => {
  const tree = traceTree(order().filter(({ name }) => name !== 'POST /orders'));
  assert.deepEqual(drawn(tree), ['validate (orphan)', 'place order (orphan)', '  charge']);
});

test('a ring of parents is cut before its earliest span, and what hangs from it stays', () => {
  const spans = trace([
    span('s', 'a', { spanId: 'a'.repeat(16), parentSpanId: 'c'.repeat(16) }),
    span('s', 'b', { spanId: 'b'.repeat(16), parentSpanId: 'a'.repeat(16) }),
    span('s', 'c', { spanId: 'c'.repeat(16), parentSpanId: 'b'.repeat(16) }, [span('s', 'leaf')]),
  ]);
  assert.deepEqual(drawn(traceTree(spans)), ['a (cycle)', '  b', '    c', '      leaf']);
});

test('what starts before the ring it hangs from does not become its top', () => {
  const spans = trace([
    span('s', 'leaf', { at: 0, parentSpanId: 'b'.repeat(16) }),
    span('s', 'a', { at: 5, spanId: 'a'.repeat(16), parentSpanId: 'b'.repeat(16) }),
    span('s', 'b', { at: 6, spanId: 'b'.repeat(16), parentSpanId: 'a'.repeat(16) }),
  ]);
  assert.deepEqual(drawn(traceTree(spans)), ['a (cycle)', '  b', '    leaf']);
});

test('a span that names itself as its parent is a cycle of one', () => {
  const spans = trace(span('s', 'a', { spanId: 'a'.repeat(16), parentSpanId: 'a'.repeat(16) }));
  assert.deepEqual(drawn(traceTree(spans)), ['a (cycle)']);
});

test('two spans with one id are both kept, the second marked', () => {
  const spans = order();
  const tree = traceTree([...spans, ...spans.filter(({ name }) => name === 'place order')]);
  assert.deepEqual(drawn(tree), [
    'POST /orders',
    '  validate',
    '  place order',
    '    charge',
    '  place order (duplicate)',
  ]);
});

test('spans of several traces are kept apart', () => {
  const two = [...order(), ...trace(span('s', 'other'), { number: 2 })];
  assert.deepEqual(
    traceTrees(two).map(({ nodes }) => nodes.length),
    [4, 1],
  );
});

test('20,000 spans nested in one another are no trouble', () => {
  const [one] = trace(span('s', 'n'));
  assert.ok(one);
  const id = (n: number): string => n.toString(16).padStart(16, '0');
  const deep = Array.from({ length: 20_000 }, (_, n) => ({
    ...one,
    spanId: id(n + 1),
    parentSpanId: n === 0 ? '' : id(n),
  }));
  assert.equal(traceTree(deep).nodes.at(-1)?.depth, 19_999);
});

test('no spans are an empty tree', () => {
  assert.deepEqual(traceTree([]), { traceId: '', roots: [], nodes: [] });
});
