import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from '../../columns/from-spans.ts';
import { nameOf } from '../../columns/trace-columns.ts';
import {
  crowdOf,
  lanesAt,
  momentAt,
  passedAt,
  servicesInOrder,
  stepFrom,
  timelineOf,
} from './replay-time.ts';

const MS = 1e6;
const order = columnsOfSpans(
  trace(
    span('gateway', 'POST /orders', { ms: 100 }, [
      span('orders', 'place', { at: 10, ms: 50, status: 'error' }, [
        span('stock', 'reserve', { at: 0, ms: 20 }),
      ]),
      span('orders', 'notify', { at: 40, ms: 60 }),
    ]),
  ),
);
const timeline = timelineOf(order);

test('what happens is told in order: a parent starts before its child and ends after it', () => {
  const told = Array.from(timeline.order, (_, place) => {
    const moment = momentAt(timeline, place);
    return moment === undefined ? '' : `${moment.at / MS} ${nameOf(order, moment.row)} ${moment.what}`;
  });
  assert.deepEqual(told, [
    '0 POST /orders started',
    '10 place started',
    '10 reserve started',
    '30 reserve ended',
    '40 notify started',
    '60 place ended',
    '100 notify ended',
    '100 POST /orders ended',
  ]);
});

test('one can step from moment to moment, in both directions', () => {
  const to = (from: number, step: 1 | -1): number => stepFrom(timeline, from * MS, step, 100 * MS) / MS;
  assert.deepEqual(
    [to(0, 1), to(10, 1), to(35, -1), to(30, -1), to(0, -1), to(100, 1)],
    [10, 30, 30, 10, 0, 100],
  );
  assert.equal(passedAt(timeline, 30 * MS), 4);
});

test('at a moment each service has what runs, what is done and what failed', () => {
  const lanes = lanesAt(order, 65 * MS).map(({ service, running, finished, errors }) => [
    order.services[service],
    running.map(row => nameOf(order, row)),
    finished,
    errors,
  ]);
  assert.deepEqual(
    lanes.filter(([service]) => service !== ''),
    [
      ['gateway', ['POST /orders'], 0, 0],
      ['orders', ['notify'], 1, 1],
      ['stock', [], 1, 0],
    ],
  );
});

test('services stand in the order in which they came to work', () => {
  assert.deepEqual(
    servicesInOrder(order).map(service => order.services[service]),
    ['gateway', 'orders', 'stock'],
  );
});

test('how crowded a service was is known for each part of the time', () => {
  const orders = crowdOf(order, 10).get(order.services.indexOf('orders'));
  assert.deepEqual([...(orders ?? [])], [0, 1, 1, 1, 2, 2, 1, 1, 1, 1]);
});
