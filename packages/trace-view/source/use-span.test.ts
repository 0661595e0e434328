import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from '../columns/from-spans.ts';
import { spanOfRow } from './use-span.ts';

test('of two spans with one id the one of the row is shown', () => {
  const twins = trace(
    span('a', 'root', {}, [
      span('a', 'x', { spanId: 'aa'.repeat(8) }),
      span('a', 'y', { spanId: 'aa'.repeat(8) }),
    ]),
  );
  const columns = columnsOfSpans(twins);
  const same = twins.filter(one => one.spanId === 'aa'.repeat(8));
  assert.deepEqual(
    [1, 2].map(row => spanOfRow(columns, row, same)?.name),
    ['x', 'y'],
  );
});
