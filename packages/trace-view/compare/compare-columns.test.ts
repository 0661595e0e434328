import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span, trace } from '#trace-model/builder.ts';
import { compareTraces, type Pair } from '#trace-model/compare.ts';
import { durationNano, type Span } from '#trace-model/span.ts';
import { traceTree } from '#trace-model/tree.ts';
import { columnsOfSpans } from '../columns/from-spans.ts';
import { type ComparedRow, compareColumns } from './compare-columns.ts';

const before = (roots: SpanSketch | SpanSketch[]): Span[] => trace(roots);
const after = (roots: SpanSketch | SpanSketch[]): Span[] => trace(roots, { number: 2, startMs: 5000 });

const compared = (old: Span[], young: Span[]) => compareColumns(columnsOfSpans(old), columnsOfSpans(young));

const lineOf = ({ depth, change, name, before, after }: ComparedRow): string =>
  `${'  '.repeat(depth)}${name}: ${change} ${before?.micros ?? '-'} ${after?.micros ?? '-'}`;

const linesOfModel = (pairs: Pair[], depth = 0): string[] =>
  pairs.flatMap(({ change, before, after, children }) => {
    const micros = (node: typeof before): string =>
      node === undefined ? '-' : String(Number(durationNano(node.span)) / 1000);
    const name = (after ?? before)?.span.name;
    return [
      `${'  '.repeat(depth)}${name}: ${change} ${micros(before)} ${micros(after)}`,
      ...linesOfModel(children, depth + 1),
    ];
  });

const assertAgrees = (old: Span[], young: Span[]): void => {
  const model = compareTraces(traceTree(old), traceTree(young));
  const { rows, counts } = compared(old, young);
  assert.deepEqual(rows.map(lineOf), linesOfModel(model.roots));
  assert.deepEqual(counts, model.counts);
};

test('what appeared and what vanished stands where it belongs in the tree', () => {
  const { rows } = compared(
    before(span('gateway', 'POST /orders', { ms: 100 }, [span('users', 'look up'), span('s', 'stays')])),
    after(span('gateway', 'POST /orders', { ms: 100 }, [span('s', 'stays'), span('cache', 'get')])),
  );
  assert.deepEqual(rows.map(lineOf), [
    'POST /orders: matched 100000 100000',
    '  stays: matched 10000 10000',
    '  get: appeared - 10000',
    '  look up: vanished 10000 -',
  ]);
});

test('a row knows how many rows hang under it', () => {
  const { rows } = compared(
    before(span('s', 'root', {}, [span('s', 'a', {}, [span('s', 'b')]), span('s', 'c')])),
    after(span('s', 'root', {}, [span('s', 'a', {}, [span('s', 'd')])])),
  );
  assert.deepEqual(
    rows.map(({ name, size }) => `${name} ${size}`),
    ['root 5', 'a 3', 'd 1', 'b 1', 'c 1'],
  );
});

test('it says the same as the comparison of the trace model, whatever the traces', () => {
  let seed = 11;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % below;
  };
  const grown = (depth: number): SpanSketch =>
    span(
      `service-${random(2)}`,
      `step ${random(3)}`,
      { ms: random(40), kind: random(2) ? 'client' : 'internal' },
      depth === 0 ? [] : Array.from({ length: random(5) }, () => grown(depth - 1)),
    );
  for (let round = 0; round < 30; round++) {
    const orphan = span('lost', 'orphan', { parentSpanId: 'ffffffffffffffff' });
    assertAgrees(before([grown(4), grown(2)]), after([grown(4), orphan]));
  }
});

test('a trace against nothing has vanished, and nothing against a trace has appeared', () => {
  const one = before(span('s', 'root', {}, [span('s', 'a')]));
  assert.equal(compared(one, []).counts.vanished, 2);
  assert.equal(compared([], one).counts.appeared, 2);
});
