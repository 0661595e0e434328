import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanOptions, type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, type RequestSketch, tinyLab } from '../evidence-builder.ts';
import type { SpanRule } from '../lab.ts';
import { observe } from './observe.ts';

const step = (name: string, options: SpanOptions = {}, children: SpanSketch[] = []) =>
  span('order-service', name, options, children);
const root = (children: SpanSketch[]) => span('order-service', 'POST /orders', { kind: 'server' }, children);

const observed = (rule: Omit<SpanRule, 'rule'>, steps: SpanSketch[], request: Partial<RequestSketch> = {}) =>
  observe(
    openCase(
      tinyLab([{ rule: 'span', ...rule }]),
      evidence([{ name: 'an order', traces: [root(steps)], ...request }]),
    ),
  );
const only = (...all: Parameters<typeof observed>) => {
  const [first, ...rest] = observed(...all);
  assert.deepEqual(rest, []);
  return first;
};

const payment = { service: 'order-service', name: 'take payment' } as const;

test('a span of this name is there, written in any way', () => {
  for (const name of ['take payment', 'takePayment', 'take_payment', 'Take-Payment', 'TakePayment'])
    assert.deepEqual(observed({ span: payment }, [step(name)]), [], name);
});

test('another name, another service and another kind are not the span', () => {
  assert.equal(only({ span: payment }, [step('take the payment')])?.what, 'span-missing');
  assert.equal(only({ span: payment }, [span('user-service', 'take payment')])?.what, 'span-missing');
  const symptom = only({ span: { ...payment, kind: 'client' } }, [step('take payment')]);
  assert.equal(symptom?.saw, 'an order has no span "take payment" (client) in order-service.');
});

test('without a count, one or more will do; with one, both too many and too few are told', () => {
  const twice = [step('take payment'), step('take payment')];
  assert.deepEqual(observed({ span: payment }, twice), []);
  const many = only({ span: payment, count: 1 }, twice);
  assert.equal(many?.what, 'span-count');
  assert.equal(many?.saw, 'an order has 2 × "take payment" in order-service, and 1 was due.');
  assert.equal(only({ span: payment, count: 3 }, twice)?.what, 'span-count');
  assert.equal(only({ span: payment, count: 1 }, [])?.what, 'span-missing');
});

test('one span for each entry of a list in the body', () => {
  const items = { body: { items: ['Laptop', 'Mouse'] } };
  const item = { name: 'reserve item' };
  assert.deepEqual(
    observed({ span: item, count: { each: 'items' } }, [step('reserve item'), step('reserve item')], items),
    [],
  );
  const symptom = only({ span: item, count: { each: 'items' } }, [step('reserve item')], items);
  assert.match(symptom?.saw ?? '', /1 × "reserve item", and 2, one for each entry of "items", was due/);
});

test('inside means anywhere below, with spans of ones own between', () => {
  const deep = step('place order', {}, [step('my own step', {}, [step('take payment')])]);
  assert.deepEqual(observed({ span: payment, inside: { name: 'place order' } }, [deep]), []);
  const symptom = only({ span: payment, inside: { name: 'place order' } }, [
    step('place order'),
    step('take payment'),
  ]);
  assert.equal(symptom?.what, 'span-misplaced');
  assert.match(symptom?.saw ?? '', /is not inside "place order": its parent is "POST \/orders"/);
});

test('a span of another trace is inside nothing', () => {
  const symptom = only({ span: payment, inside: { name: 'place order' } }, [], {
    traces: [root([step('place order')]), step('take payment')],
  });
  assert.match(symptom?.saw ?? '', /its parent is not there/);
});

test('not inside names the span it wrongly lies in', () => {
  const rule = { span: { name: 'save order' }, notInside: { name: 'reserve items' } };
  assert.deepEqual(observed(rule, [step('reserve items'), step('save order')]), []);
  const symptom = only(rule, [step('reserve items', {}, [step('save order')])]);
  assert.match(symptom?.saw ?? '', /lies inside "reserve items", and should lie beside it/);
});

test('attributes are judged by presence, type and value', () => {
  const rule = {
    span: payment,
    attributes: { 'app.total': { type: 'number', is: { from: 'answer', path: 'total' } } },
  } as const;
  const paid = (attributes: SpanOptions['attributes'] = {}) => [step('take payment', { attributes })];
  const answer = { answer: { total: 12.5 } };
  assert.deepEqual(observed(rule, paid({ 'app.total': 12.5, 'my.own': 'thing' }), answer), []);
  assert.equal(only(rule, paid({ total: 12.5 }), answer)?.what, 'attribute-missing');
  assert.equal(only(rule, paid({ 'app.total': { type: 'empty' } }), answer)?.what, 'attribute-missing');
  assert.equal(only(rule, paid({ 'app.total': '12.5' }), answer)?.what, 'attribute-type');
  const other = only(rule, paid({ 'app.total': 99 }), answer);
  assert.equal(other?.what, 'attribute-value');
  assert.equal(other?.key, 'app.total');
  assert.equal(other?.saw, 'On "take payment", "app.total" is 99, and 12.5 was due.');
});

test('events come in their order, with others between', () => {
  const rule = { span: payment, events: [{ name: 'payment.started' }, { name: 'payment.done' }] };
  const marked = (...names: string[]) => [step('take payment', { events: names.map(name => ({ name })) })];
  assert.deepEqual(observed(rule, marked('payment.started', 'retry', 'payment_done')), []);
  assert.match(
    only(rule, marked('payment.started'))?.saw ?? '',
    /has no event "payment\.done"\. Its events: "payment\.started"/,
  );
  assert.match(
    only(rule, marked('payment.done', 'payment.started'))?.saw ?? '',
    /has the event "payment\.done" too early/,
  );
  assert.match(
    only({ ...rule, events: [{ name: 'payment.started' }] }, marked())?.saw ?? '',
    /Its events: none/,
  );
});

test('attributes of an event are judged like those of a span', () => {
  const rule = {
    span: payment,
    events: [{ name: 'payment done', attributes: { amount: { type: 'number' } as const } }],
  };
  const done = (attributes: SpanOptions['attributes'] = {}) => [
    step('take payment', { events: [{ name: 'payment done', attributes }] }),
  ];
  assert.deepEqual(observed(rule, done({ amount: 5 })), []);
  assert.equal(only(rule, done())?.saw, 'The event "payment done" has no attribute "amount".');
  assert.equal(only(rule, done({ amount: '5' }))?.what, 'attribute-type');
});

test('an event of what did not happen is told', () => {
  const rule = { span: payment, noEvents: ['payment.accepted'] };
  assert.deepEqual(observed(rule, [step('take payment', { events: [{ name: 'payment.declined' }] })]), []);
  const symptom = only(rule, [step('take payment', { events: [{ name: 'paymentAccepted' }] })]);
  assert.equal(symptom?.what, 'event-unwanted');
});

test('a failure needs its status and its exception, each told by itself', () => {
  const rule = { span: payment, status: 'error', exception: true } as const;
  const events = [{ name: 'exception' }];
  assert.deepEqual(observed(rule, [step('take payment', { status: 'error', events })]), []);
  assert.equal(only(rule, [step('take payment', { status: 'ok', events })])?.what, 'status-not-error');
  assert.equal(only(rule, [step('take payment', { status: 'error' })])?.what, 'no-exception');
  assert.equal(observed(rule, [step('take payment')]).length, 2);
});

test('a good request is unset or ok, never red', () => {
  const rule = { span: payment, status: 'not-error' } as const;
  assert.deepEqual(observed(rule, [step('take payment')]), []);
  assert.deepEqual(observed(rule, [step('take payment', { status: 'ok' })]), []);
  assert.equal(only(rule, [step('take payment', { status: 'error' })])?.what, 'status-error');
});

test('a span round another step than the slow one is too short', () => {
  const rule = { span: payment, leastMs: 30 };
  assert.deepEqual(observed(rule, [step('take payment', { ms: 30 })]), []);
  const symptom = only(rule, [step('take payment', { ms: 2 })]);
  assert.equal(symptom?.what, 'span-too-short');
  assert.match(symptom?.saw ?? '', /30 ms or more on an order, and "take payment" lasted 2\.0 ms/);
});

test('a rule speaks of the requests it names', () => {
  const seen = evidence([
    { name: 'an order', traces: [root([])] },
    { name: 'a declined card', traces: [root([])] },
  ]);
  const lab = tinyLab([{ rule: 'span', requests: ['a declined card'], span: payment }]);
  assert.deepEqual(
    observe(openCase(lab, seen)).map(({ request }) => request?.name),
    ['a declined card'],
  );
});
