// Self time and critical path have to agree with those of the tree of objects, on traces nobody chose.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span, trace } from '#trace-model/builder.ts';
import { criticalPath } from '#trace-model/critical-path.ts';
import { selfTimeNano } from '#trace-model/self-time.ts';
import type { Span } from '#trace-model/span.ts';
import { traceTree } from '#trace-model/tree.ts';
import { criticalPathOf } from './critical-path.ts';
import { columnsOfSpans } from './from-spans.ts';
import { selfTimesOf } from './self-time.ts';
import { spanIdOf } from './trace-columns.ts';

let seed = 7;
const random = (below: number): number => {
  seed = (Math.imul(seed, 48271) >>> 0) % 0x7fffffff;
  return seed % below;
};

const randomTree = (depth: number): SpanSketch =>
  span(
    'a',
    `step ${random(1000)}`,
    { at: random(30) - 3, ms: random(40) },
    depth === 0 ? [] : Array.from({ length: random(5) }, () => randomTree(depth - 1)),
  );

const randomTraces = (): Span[][] => Array.from({ length: 100 }, () => trace([randomTree(3), randomTree(2)]));

test('self time is that of the tree of objects', () => {
  for (const spans of randomTraces()) {
    const columns = columnsOfSpans(spans);
    assert.deepEqual(
      [...selfTimesOf(columns)],
      traceTree(spans).nodes.map(node => Number(selfTimeNano(node))),
    );
  }
});

test('the critical path is that of the tree of objects, for every root', () => {
  for (const spans of randomTraces()) {
    const columns = columnsOfSpans(spans);
    const { from, start, end } = criticalPathOf(columns);
    const actual = Array.from({ length: columns.rows }, (_, row) =>
      Array.from(start.subarray(from[row], from[row + 1]), (at, i) => ({
        span: spanIdOf(columns, row),
        startNano: columns.startNano + BigInt(at),
        endNano: columns.startNano + BigInt(end[(from[row] ?? 0) + i] ?? 0),
      })),
    ).flat();
    const expected = traceTree(spans)
      .roots.flatMap(criticalPath)
      .map(section => ({ ...section, span: section.span.spanId }));
    const byTime = (
      a: { startNano: bigint; span: string },
      b: { startNano: bigint; span: string },
    ): number => (a.startNano < b.startNano ? -1 : a.startNano > b.startNano ? 1 : a.span < b.span ? -1 : 1);
    assert.deepEqual(actual.sort(byTime), expected.sort(byTime));
  }
});
