import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, type RequestSketch, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const observed = (...requests: RequestSketch[]) =>
  observe(openCase(tinyLab([{ rule: 'few-names', service: 'order-service' }]), evidence(requests)));

/** An order whose steps have these names. */
const order = (names: string[], body: object = {}, more: Partial<RequestSketch> = {}): RequestSketch => ({
  name: `an order of ${names.length}`,
  method: 'POST',
  path: '/orders',
  body,
  traces: [
    span(
      'order-service',
      'POST /orders',
      { kind: 'server' },
      names.map(name => span('order-service', name)),
    ),
  ],
  ...more,
});
const basket = (...products: string[]) => ({ items: products.map(product => ({ product, quantity: 1 })) });

test('names that stay the same are few', () => {
  const names = ['place order', 'reserve item', 'reserve item'];
  assert.deepEqual(observed(order(names, basket('Laptop')), order(names, basket('Mouse'))), []);
});

test('a number that is part of a constant name is no harm', () => {
  const names = ['step 1', 'step 2', 'load v2 prices'];
  assert.deepEqual(observed(order(names, basket('Laptop')), order(names, basket('Mouse'))), []);
});

test('a step that a failing request does not reach leaves the names constant', () => {
  const whole = order(['step 1', 'step 2'], basket('Laptop'));
  const failing = order(['step 1'], basket('Mouse'), { status: 409, due: 409 });
  assert.deepEqual(observed(whole, failing), []);
});

test('an index in the name grows with the basket', () => {
  const [symptom] = observed(
    order(['reserve item 0'], basket('Laptop')),
    order(['reserve item 0', 'reserve item 1'], basket('Laptop', 'Mouse')),
  );
  assert.equal(symptom?.what, 'names-grow');
  assert.equal(symptom?.service, 'order-service');
  assert.equal(symptom?.saw, 'One step has 2 names: "reserve item 0", "reserve item 1".');
});

test('a short id is another name each time, also where only the failing request had another', () => {
  const [symptom] = observed(
    order(['place order 1']),
    order(['place order 1']),
    order(['place order 7'], {}, { status: 404, due: 404 }),
  );
  assert.equal(symptom?.saw, 'One step has 2 names: "place order 1", "place order 7".');
});

test('an id in the name is another name each time', () => {
  const ids = ['3f2504e0-4f89-11d3-9a0c-0305e82cd1f4', 'a81bc81b-dead-4e5d-abff-90865d1e13b1'];
  assert.equal(observed(order([`save ${ids[0]}`]), order([`save ${ids[1]}`]))[0]?.what, 'names-grow');
  assert.equal(observed(order(['save order 1017']), order(['save order 1018']))[0]?.what, 'names-grow');
});

test('products in the names of one step are told as one', () => {
  const symptoms = observed(
    order(['reserve Laptop'], basket('Laptop')),
    order(['reserve Laptop', 'reserve Mouse'], basket('Laptop', 'Mouse')),
    order(['reserve Webcam'], basket('Webcam'), { status: 409, due: 409 }),
  );
  assert.deepEqual(
    symptoms.map(({ saw, spans }) => [saw, spans.length]),
    [['One step has 3 names: "reserve Laptop", "reserve Mouse", "reserve Webcam".', 4]],
  );
});

test('one name that came and went with its value is told by the value', () => {
  const [symptom] = observed(order(['reserve Laptop'], basket('Laptop')), order(['other'], basket('Mouse')));
  assert.equal(symptom?.what, 'names-grow');
  assert.equal(symptom?.saw, 'The name "reserve Laptop" holds "Laptop", a value of this one request.');
});

test('a value in another case is still a value', () => {
  const [symptom] = observed(
    order(['reserve_laptop'], basket('Laptop')),
    order(['reserve_mouse'], basket('Mouse')),
  );
  assert.equal(symptom?.what, 'names-grow');
});

test('a name that happens to hold a word of every request is no harm', () => {
  const paid = { payment: 'card' };
  assert.deepEqual(observed(order(['charge card'], paid), order(['charge card'], paid)), []);
});

test('a name that stays while the value goes is no harm', () => {
  assert.deepEqual(
    observed(
      order(['charge card'], { payment: 'card' }),
      order(['charge card'], { payment: 'gift voucher' }),
    ),
    [],
  );
});

test('requests to other routes and other services have names of their own', () => {
  const asked: RequestSketch = {
    name: 'an old order',
    path: '/orders/1001',
    traces: [span('order-service', 'find order 2'), span('user-service', 'user 7')],
  };
  assert.deepEqual(observed(order(['step 1']), asked, { ...asked, name: 'another' }), []);
});

test('what a library names is not the learner to answer for', () => {
  const layer = (name: string): RequestSketch =>
    order([], basket('Laptop'), {
      traces: [span('order-service', name, { scope: '@opentelemetry/instrumentation-express' })],
    });
  assert.deepEqual(observed(layer('middleware 1'), layer('middleware 2')), []);
});
