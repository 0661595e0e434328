import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span, trace } from '#trace-model/builder.ts';
import { type Choice, partOfTrace } from './part-of-trace.ts';
import { markOf, nameOf, type TraceColumns } from './trace-columns.ts';

const outline = (columns: TraceColumns): string =>
  Array.from(
    { length: columns.rows },
    (_, row) => '  '.repeat(columns.depth[row] ?? 0) + nameOf(columns, row),
  ).join('\n');
const shownOf = (sketch: SpanSketch | SpanSketch[], choice: Choice): TraceColumns =>
  partOfTrace(trace(sketch), choice).shown;

const ORDER = span('shop', 'root', { ms: 9 }, [
  span('shop', 'router - /', { at: 1, ms: 7 }, [span('shop', 'leaf', { at: 2, ms: 1 })]),
  span('shop', 'step', { at: 1.5, ms: 1, events: [{ name: 'sold', at: 2 }] }),
]);

test('a hidden span gives its children to its own parent, in the order in which they started', () => {
  assert.equal(outline(shownOf(ORDER, { hide: ['router'] })), 'root\n  step\n  leaf');
});

test('only the named spans are shown, by their whole names', () => {
  assert.equal(outline(shownOf(ORDER, { only: ['root', 'leaf'] })), 'root\n  leaf');
  assert.equal(outline(shownOf(ORDER, {})), 'root\n  router - /\n    leaf\n  step');
});

test('what is shown lies where it lies in the whole trace, its events too', () => {
  const { whole, shown } = partOfTrace(trace(ORDER), { only: ['step'] });
  assert.equal(shown.traceDuration, whole.traceDuration);
  assert.equal(shown.start[0], 1_500_000);
  assert.equal(shown.eventTime[0], whole.eventTime[0]);
  assert.equal(shown.startNano, whole.startNano);
});

test('a row leads to its row in the whole trace', () => {
  const part = partOfTrace(trace(ORDER), { only: ['root', 'step'] });
  assert.deepEqual(
    [0, 1].map(row => nameOf(part.whole, part.wholeRow(row))),
    ['root', 'step'],
  );
});

test('a missing parent is told of the span that names it, not of those below', () => {
  const lost = span('shop', 'lost', { parentSpanId: 'ff'.repeat(8) }, [span('shop', 'below')]);
  const marks = (choice: Choice): string[] => {
    const columns = shownOf([span('shop', 'root', { ms: 9 }), lost], choice);
    return Array.from(
      { length: columns.rows },
      (_, row) => `${nameOf(columns, row)} ${markOf(columns, row) ?? ''}`,
    );
  };
  assert.deepEqual(marks({}), ['root ', 'lost orphan', 'below ']);
  assert.deepEqual(marks({ hide: ['lost'] }), ['root ', 'below ']);
});

test('when nothing fits the choice, nothing is shown', () => {
  assert.equal(shownOf(ORDER, { only: ['nobody'] }).rows, 0);
});
