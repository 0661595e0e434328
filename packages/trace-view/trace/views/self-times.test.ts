import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span, trace } from '#trace-model/builder.ts';
import { selfTimes } from '#trace-model/self-time.ts';
import { traceTree } from '#trace-model/tree.ts';
import { columnsOfSpans } from '../../columns/from-spans.ts';
import { selfTimesOf } from './self-times.ts';

test('self times agree with those of the trace model: parallel, early, late and broken children', () => {
  const sketches: SpanSketch[] = [
    span('s', 'root', { ms: 100 }, [
      span('s', 'a', { at: 10, ms: 40 }, [span('s', 'b', { at: 5, ms: 90 })]),
      span('s', 'c', { at: 20, ms: 50 }),
      span('s', 'early', { at: -20, ms: 30 }),
      span('s', 'late', { at: 90, ms: 500 }),
      span('s', 'backward', { at: 95, ms: -5 }),
    ]),
  ];
  const spans = trace(sketches);
  const { nodes } = traceTree(spans);
  const model = selfTimes(nodes);
  assert.deepEqual(
    Array.from(selfTimesOf(columnsOfSpans(spans))),
    nodes.map(({ span }) => Number(model.get(span))),
  );
});
