import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrived, choose, NO_RESULTS, type Results, released, type Sort, sorted } from './results.ts';
import type { Summary } from './summary.ts';

const row = (traceId: string, startMicros: number, other: Partial<Summary> = {}): Summary => ({
  traceId,
  service: 'shop',
  operation: 'GET /',
  rooted: true,
  startMicros,
  durationMicros: 10,
  spans: 1,
  errors: 0,
  orphans: 0,
  services: [],
  ...other,
});

const ids = (rows: readonly Summary[]): string => rows.map(({ traceId }) => traceId).join('');
const SHOW = { hold: false, limit: 3, sort: 'newest' } as const;
const HOLD = { ...SHOW, hold: true };

const take = (results: Results, rows: Summary[], how: { hold: boolean; limit: number; sort: Sort } = SHOW) =>
  arrived(results, rows, how);

test('what arrives is put in its order, and the oldest leave when the limit is reached', () => {
  const first = take(NO_RESULTS, [row('b', 2), row('a', 1)]);
  assert.equal(ids(first.rows), 'ba');
  assert.equal(ids(take(first, [row('d', 4), row('c', 3)]).rows), 'dcb');
});

test('while someone reads, what is new waits and is counted', () => {
  const before = take(NO_RESULTS, [row('a', 1), row('b', 2)]);
  const after = take(before, [row('c', 3)], HOLD);
  assert.equal(ids(after.rows), 'ba');
  assert.equal(ids(after.waiting), 'c');
  assert.equal(ids(released(after, SHOW).rows), 'cba');
  assert.deepEqual(released(after, SHOW).waiting, []);
});

test('a trace that grows changes its numbers and keeps its place', () => {
  const longest = { ...HOLD, sort: 'longest' } as const;
  const before = take(NO_RESULTS, [row('a', 1), row('b', 2, { durationMicros: 20 })], {
    ...SHOW,
    sort: 'longest',
  });
  assert.equal(ids(before.rows), 'ba');
  const after = take(before, [row('a', 1, { durationMicros: 99, spans: 5 })], longest);
  assert.equal(ids(after.rows), 'ba');
  assert.equal(after.rows[1]?.spans, 5);
  assert.deepEqual(after.waiting, []);
});

test('a trace that grows while it waits waits once', () => {
  const once = take(NO_RESULTS, [row('a', 1)], HOLD);
  const twice = take(once, [row('a', 1, { spans: 7 })], HOLD);
  assert.equal(twice.waiting.length, 1);
  assert.equal(twice.waiting[0]?.spans, 7);
});

test('each order sorts by its number, and the newest comes first among equals', () => {
  const rows = [
    row('a', 1, { durationMicros: 30, spans: 1, errors: 2 }),
    row('b', 2, { durationMicros: 10, spans: 3 }),
    row('c', 3, { durationMicros: 20, spans: 3 }),
  ];
  assert.equal(ids(sorted(rows, 'newest')), 'cba');
  assert.equal(ids(sorted(rows, 'longest')), 'acb');
  assert.equal(ids(sorted(rows, 'shortest')), 'bca');
  assert.equal(ids(sorted(rows, 'most-spans')), 'cba');
  assert.equal(ids(sorted(rows, 'fewest-spans')), 'acb');
  assert.equal(ids(sorted(rows, 'most-errors')), 'acb');
});

test('two are chosen for a comparison; a third takes the place of the first', () => {
  assert.deepEqual(choose(choose(['a'], 'b'), 'c'), ['b', 'c']);
  assert.deepEqual(choose(['a', 'b'], 'a'), ['b']);
});
