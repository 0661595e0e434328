import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from '../columns/from-spans.ts';
import { compareColumns } from './compare-columns.ts';
import { numbersByService, numbersOf } from './numbers.ts';
import { ancestorsOf, differencesWithin, nextDifference, rowsInSight } from './tree-rows.ts';
import { differenceText, factorText } from './words.ts';

const before = columnsOfSpans(
  trace(
    span('gateway', 'root', { ms: 100 }, [
      span('users', 'look up', {}, [span('users', 'query')]),
      span('orders', 'place', {}, [span('orders', 'charge', { ms: 10 })]),
    ]),
  ),
);
const after = columnsOfSpans(
  trace(
    span('gateway', 'root', { ms: 100 }, [
      span('users', 'look up', {}, [span('users', 'query')]),
      span('orders', 'place', {}, [
        span('orders', 'charge', { ms: 30, status: 'error' }),
        span('stock', 'reserve', { ms: 4 }),
      ]),
    ]),
  ),
);
const { rows } = compareColumns(before, after);
const within = differencesWithin(rows);
const seen = (folded: number[], onlyDifferences: boolean): (string | undefined)[] =>
  Array.from(rowsInSight(rows, within, new Set(folded), onlyDifferences), at => rows[at]?.name);

test('what is folded away is not in sight', () => {
  assert.deepEqual(seen([1], false), ['root', 'look up', 'place', 'charge', 'reserve']);
  assert.deepEqual(seen([0], false), ['root']);
});

test('only what differs is shown, with all that leads to it', () => {
  assert.deepEqual(seen([], true), ['root', 'place', 'charge', 'reserve']);
  assert.deepEqual([...within], [3, 0, 0, 3, 1, 1]);
});

test('one goes from difference to difference, and round the end', () => {
  const names = (from: number, step: 1 | -1) => rows[nextDifference(rows, from, step)]?.name;
  assert.deepEqual(
    [names(-1, 1), names(4, 1), names(5, 1), names(3, -1)],
    ['place', 'reserve', 'place', 'reserve'],
  );
  const same = compareColumns(before, before).rows;
  assert.equal(nextDifference(same, 0, 1), -1);
  assert.deepEqual(ancestorsOf(rows, 4), [3, 0]);
});

test('each service is counted on both sides, the largest difference first', () => {
  assert.deepEqual(numbersOf(after), { spans: 6, errors: 1, micros: 100_000 });
  assert.deepEqual(
    numbersByService(before, after).map(({ service, before, after }) => [service, before.spans, after.spans]),
    [
      ['gateway', 1, 1],
      ['orders', 2, 2],
      ['stock', 0, 1],
      ['users', 2, 2],
    ],
  );
});

test('a difference has its sign, a factor two digits', () => {
  assert.deepEqual([1500, -1500, 0].map(differenceText), ['+1.5 ms', '−1.5 ms', '0 ms']);
  assert.deepEqual([factorText(10, 19), factorText(10, 2500), factorText(0, 5)], ['×1.9', '×250', '']);
});
