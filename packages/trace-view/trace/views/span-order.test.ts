import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from '../../columns/from-spans.ts';
import { selfTimesOf } from '../../columns/self-time.ts';
import { nameOf } from '../../columns/trace-columns.ts';
import { groupsOf, sortedGroups, sortedRows } from './span-order.ts';

const order = columnsOfSpans(
  trace(
    span('gateway', 'POST /orders', { ms: 100 }, [
      span('orders', 'reserve', { at: 10, ms: 30, status: 'error' }),
      span('orders', 'reserve', { at: 50, ms: 40 }),
      span('orders', 'charge', { at: 20, ms: 5 }),
    ]),
  ),
);
const self = selfTimesOf(order);
const names = (rows: Iterable<number>): string[] => Array.from(rows, row => nameOf(order, row));

test('spans can be sorted by what they are and by how long they took', () => {
  assert.deepEqual(names(sortedRows(order, self, 'duration', 'descending')), [
    'POST /orders',
    'reserve',
    'reserve',
    'charge',
  ]);
  assert.deepEqual(names(sortedRows(order, self, 'name', 'ascending')), [
    'POST /orders',
    'charge',
    'reserve',
    'reserve',
  ]);
  assert.deepEqual([...sortedRows(order, self, 'service', 'descending')], [1, 2, 3, 0]);
  assert.equal(names(sortedRows(order, self, 'status', 'descending'))[0], 'reserve');
});

test('the table can be kept to some of the spans', () => {
  const only = sortedRows(order, self, 'start', 'ascending', row => nameOf(order, row) === 'reserve');
  assert.deepEqual(names(only), ['reserve', 'reserve']);
});

test('a group counts its spans, errors and times, and knows its longest', () => {
  const [group] = sortedGroups(groupsOf(order, self, 'operation'), 'spans', 'descending');
  assert.deepEqual(
    [group?.service, group?.name, group?.spans, group?.errors, group?.total, group?.self, group?.longest],
    ['orders', 'reserve', 2, 1, 70e6, 70e6, 40e6],
  );
});

test('by service, all operations of one are together', () => {
  const groups = sortedGroups(groupsOf(order, self, 'service'), 'group', 'ascending');
  assert.deepEqual(
    groups.map(({ service, spans, self }) => [service, spans, self]),
    [
      ['gateway', 1, 30e6],
      ['orders', 3, 75e6],
    ],
  );
});
