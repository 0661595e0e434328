import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const observed = (root: SpanSketch) =>
  observe(
    openCase(
      tinyLab([{ rule: 'inside-parent', service: 'order-service' }]),
      evidence([{ name: 'an order', traces: [root] }]),
    ),
  );
const step = (name: string, ms: number, children: SpanSketch[] = [], scope = 'shop') =>
  span('order-service', name, { at: 0, ms, scope }, children);

test('a child that ends before its parent is fine, and so is one that ends with it', () => {
  assert.deepEqual(observed(step('place order', 20, [step('save order', 10)])), []);
  assert.deepEqual(observed(step('place order', 20, [step('save order', 20)])), []);
});

test('starts are cut to whole milliseconds, so a child may seem to end one later', () => {
  assert.deepEqual(observed(step('place order', 20, [step('save order', 21)])), []);
  assert.equal(observed(step('place order', 20, [step('save order', 22)]))[0]?.what, 'outlasts-parent');
});

test('a parent that does not wait is named together with its child', () => {
  const [symptom] = observed(step('place order', 5, [step('save order', 30)]));
  assert.equal(symptom?.what, 'outlasts-parent');
  assert.equal(symptom?.saw, '"place order" ended before "save order", which lies inside it.');
  assert.deepEqual(
    symptom?.spans.map(one => one.name),
    ['save order', 'place order'],
  );
});

const seenIn = (requests: SpanSketch[]) =>
  observe(
    openCase(
      tinyLab([{ rule: 'inside-parent', service: 'order-service' }]),
      evidence(requests.map((root, index) => ({ name: `order ${index}`, traces: [root] }))),
    ),
  );

test('a few milliseconds on one of several are an accident of the clock, on two they are not', () => {
  const good = () => step('place order', 20, [step('save order', 10)]);
  const late = () => step('place order', 20, [step('save order', 24)]);
  assert.deepEqual(seenIn([good(), late(), good()]), []);
  assert.equal(seenIn([good(), late(), late()]).length, 2);
});

test('a parent that does not wait on one way alone is told when it is late by far', () => {
  const good = step('place order', 20, [step('save order', 10)]);
  assert.equal(seenIn([good, step('place order', 5, [step('give back', 30)])]).length, 1);
});

test('layers of express end when they hand on, and are not judged', () => {
  const layer = step('middleware', 1, [step('place order', 30)], '@opentelemetry/instrumentation-express');
  assert.deepEqual(observed(layer), []);
});

test('a rule may be about one parent only', () => {
  const slow = step('place order', 5, [step('save order', 30)]);
  const lab = (name: string) =>
    tinyLab([{ rule: 'inside-parent', service: 'order-service', parent: { name } }]);
  const seen = evidence([{ name: 'an order', traces: [slow] }]);
  assert.equal(observe(openCase(lab('place order'), seen)).length, 1);
  assert.deepEqual(observe(openCase(lab('reserve items'), seen)), []);
});
