import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase, type RequestView } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import type { ExpectedSpan } from '../lab.ts';
import { laidOver } from './laid-over.ts';

const EXPECTED: ExpectedSpan = {
  service: 'api-gateway',
  name: 'POST /orders',
  kind: 'server',
  children: [
    {
      service: 'api-gateway',
      name: 'POST',
      kind: 'client',
      children: [
        {
          service: 'order-service',
          name: 'POST /orders',
          kind: 'server',
          children: [
            { service: 'order-service', name: 'check stock' },
            { service: 'order-service', name: 'save order' },
          ],
        },
      ],
    },
  ],
};

const check = span('order-service', 'check stock');
const save = span('order-service', 'save order');
const gateway = (...children: SpanSketch[]): SpanSketch =>
  span('api-gateway', 'POST /orders', { kind: 'server' }, children);
const client = (...children: SpanSketch[]): SpanSketch =>
  span('api-gateway', 'POST', { kind: 'client' }, children);
const orders = (...children: SpanSketch[]): SpanSketch =>
  span('order-service', 'POST /orders', { kind: 'server' }, children);

const viewOf = (...traces: SpanSketch[]): RequestView => {
  const [view] = openCase(tinyLab([{ rule: 'answers' }]), evidence([{ name: 'an order', traces }])).requests;
  assert.ok(view);
  return view;
};
/** `depth change service name: note` */
const drawn = (...traces: SpanSketch[]): string[] =>
  laidOver(EXPECTED, viewOf(...traces)).map(
    ({ depth, change, service, name, note }) =>
      `${depth} ${change} ${service} ${name}${note === undefined ? '' : `: ${note}`}`,
  );

test('a trace that is as it was expected is one tree, and each span says where it can be opened', () => {
  const rows = laidOver(EXPECTED, viewOf(gateway(client(orders(check, save)))));
  assert.deepEqual(
    rows.map(({ depth, change, note }) => [depth, change, note]),
    [
      [0, 'matched', undefined],
      [1, 'matched', undefined],
      [2, 'matched', undefined],
      [3, 'matched', undefined],
      [3, 'matched', undefined],
    ],
  );
  assert.ok(rows.every(({ traceId, spanId, micros }) => traceId && spanId && micros !== undefined));
});

test('what is missing stands where it was expected, with all that was expected below it', () => {
  assert.deepEqual(drawn(gateway(client(orders(save)))), [
    '0 matched api-gateway POST /orders',
    '1 matched api-gateway POST',
    '2 matched order-service POST /orders',
    '3 missing order-service check stock',
    '3 matched order-service save order',
  ]);
  assert.deepEqual(drawn(gateway()).slice(1), [
    '1 missing api-gateway POST',
    '2 missing order-service POST /orders',
    '3 missing order-service check stock',
    '3 missing order-service save order',
  ]);
});

test('where nothing arrived, everything is missing', () => {
  const changes = (rows: { change: string }[]) => rows.map(({ change }) => change);
  assert.deepEqual(changes(laidOver(EXPECTED, viewOf())), Array(5).fill('missing'));
  assert.deepEqual(changes(laidOver(EXPECTED, undefined)), Array(5).fill('missing'));
});

test('a trace that was broken off is told at both its ends, and its own children are where they belong', () => {
  assert.deepEqual(drawn(gateway(client()), orders(check, save)), [
    '0 matched api-gateway POST /orders',
    '1 matched api-gateway POST',
    '2 moved order-service POST /orders: it arrived as a trace of its own',
    '0 moved order-service POST /orders: a trace of its own; expected under api-gateway POST',
    '1 matched order-service check stock',
    '1 matched order-service save order',
  ]);
});

test('another name, another kind and another service are told as such', () => {
  const renamed = drawn(gateway(client(orders(span('order-service', 'stock'), save))));
  assert.equal(renamed[3], '3 differs order-service stock: the name check stock was expected');
  assert.equal(renamed.length, 5);
  const bare = span('api-gateway', 'POST', { kind: 'server' }, [client(orders(check, save))]);
  assert.equal(drawn(bare)[0], '0 differs api-gateway POST: the name POST /orders was expected');
  const kind = drawn(gateway(client(span('order-service', 'POST /orders', {}, [check, save]))));
  assert.equal(kind[2], '2 differs order-service POST /orders: the kind server was expected');
  const misnamed = drawn(gateway(client(span('unknown', 'POST /orders', { kind: 'server' }, [check, save]))));
  assert.equal(misnamed[2], '2 differs unknown POST /orders: the service order-service was expected');
});

test('a span under another parent is told in both places', () => {
  assert.deepEqual(drawn(gateway(client(orders(check)), save)).slice(3), [
    '3 matched order-service check stock',
    '3 moved order-service save order: it arrived under api-gateway POST /orders',
    '1 moved order-service save order: expected under order-service POST /orders',
  ]);
});

test('where two parents have one name, the note says that it is the other', () => {
  const rows = drawn(gateway(client(orders(check)), client(orders(save))));
  assert.deepEqual(
    rows.filter(text => text.includes('save order')),
    [
      '3 moved order-service save order: it arrived under another order-service POST /orders',
      '3 moved order-service save order: expected under another order-service POST /orders',
    ],
  );
});

test('spans of the learner’s own are extra, and change nothing', () => {
  const own = span('order-service', 'my own', {}, [check]);
  assert.deepEqual(drawn(gateway(client(orders(own, save)))).slice(3), [
    '3 extra order-service my own',
    '4 matched order-service check stock',
    '3 matched order-service save order',
  ]);
});

test('what a finding is about is marked', () => {
  const view = viewOf(gateway(client(orders(check, save))));
  const rows = laidOver(EXPECTED, view, new Set([view.spans.at(-1)?.spanId ?? '']));
  assert.deepEqual(
    rows.map(({ lookHere }) => lookHere),
    [undefined, undefined, undefined, undefined, true],
  );
});
