import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const observed = (count: number, automatic?: true) =>
  observe(
    openCase(
      tinyLab([
        { rule: 'few-spans', service: 'order-service', most: 3, ...(automatic ? { automatic } : {}) },
      ]),
      evidence([
        {
          name: 'an order',
          traces: [
            span(
              'api-gateway',
              'GET',
              { kind: 'server' },
              Array.from({ length: count }, () => span('order-service', 'step')),
            ),
          ],
        },
      ]),
    ),
  );

test('as many spans as allowed are fine, and those of other services do not count', () => {
  assert.deepEqual(observed(3), []);
});

test('one more is a crowd', () => {
  const [symptom] = observed(4);
  assert.equal(symptom?.what, 'too-many-spans');
  assert.equal(symptom?.spans.length, 4);
  assert.match(symptom?.saw ?? '', /made 4 spans in order-service\. At most 3/);
});

test('where automatic spans are counted, spans by hand are free', () => {
  assert.deepEqual(observed(4, true), []);
});
