import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import type { Rule } from '../lab.ts';
import { observe } from './observe.ts';

const rule: Rule = { rule: 'nothing-lost-at-stop', services: ['api-gateway', 'order-service'] };
const gateway = (children: SpanSketch[] = []) =>
  span('api-gateway', 'GET /orders/:id', { kind: 'server' }, children);
const orders = span('order-service', 'GET /orders/:id', { kind: 'server' });

const observed = (...traces: SpanSketch[]) =>
  observe(
    openCase(
      tinyLab([rule]),
      evidence([
        { name: 'an order', traces: [gateway([orders])] },
        { name: 'the last order', last: true, traces },
      ]),
    ),
  );

test('a last request with a span of every service is whole', () => {
  assert.deepEqual(observed(gateway([orders])), []);
});

test('a service whose last span is missing is named', () => {
  const symptoms = observed(gateway());
  assert.deepEqual(
    symptoms.map(({ what, service }) => [what, service]),
    [['lost-at-stop', 'order-service']],
  );
});

test('a span that is no server span does not make up for it', () => {
  const step = span('order-service', 'place order');
  assert.deepEqual(
    observed(gateway([step])).map(({ service }) => service),
    ['order-service'],
  );
});

test('other rules leave the last request alone: services are on their way out', () => {
  const seen = evidence([{ name: 'the last order', last: true, traces: [], status: 500 }]);
  const lab = tinyLab([{ rule: 'answers' }, { rule: 'reports', services: ['api-gateway'] }]);
  assert.deepEqual(observe(openCase(lab, seen)), []);
});
