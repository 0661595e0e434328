import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const observed = (...names: string[]) =>
  observe(
    openCase(
      tinyLab([{ rule: 'no-span', span: { service: 'order-service', name: 'calculate total' } }]),
      evidence([{ name: 'an order', traces: names.map(name => span('order-service', name)) }]),
    ),
  );

test('other spans are welcome', () => {
  assert.deepEqual(observed('place order', 'calculate totals', 'total'), []);
});

test('a span that shall not be is found under any way of writing its name', () => {
  for (const name of ['calculate total', 'calculateTotal', 'calculate_total', 'Calculate-Total']) {
    const [symptom] = observed('place order', name);
    assert.equal(symptom?.what, 'span-unwanted', name);
    assert.match(symptom?.saw ?? '', /1 × "calculate total" in order-service/);
  }
});

test('a span of that name in another service is not meant', () => {
  const seen = evidence([{ name: 'an order', traces: [span('user-service', 'calculate total')] }]);
  const lab = tinyLab([{ rule: 'no-span', span: { service: 'order-service', name: 'calculate total' } }]);
  assert.deepEqual(observe(openCase(lab, seen)), []);
});
