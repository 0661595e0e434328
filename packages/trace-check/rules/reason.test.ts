import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const saw = (status: number, below: SpanSketch[]): string[] => {
  const lab = tinyLab([{ rule: 'reason', service: 'order-service' }], ['order-service']);
  const root = span('order-service', 'POST /orders', { kind: 'server' }, below);
  const seen = evidence([{ name: 'an order', status, due: status, traces: [root] }]);
  return observe(openCase(lab, seen)).map(symptom => symptom.saw);
};

const failed = (service: string): SpanSketch => span(service, 'a step', { events: [{ name: 'exception' }] });

test('a 5xx needs an exception, on any span of the service', () => {
  assert.deepEqual(saw(500, []), [
    'an order was answered with 500, and no span of order-service has an exception that tells why.',
  ]);
  assert.deepEqual(saw(503, [failed('order-service')]), []);
});

test('an exception in another service is not this one’s reason', () => {
  assert.equal(saw(503, [failed('user-service')]).length, 1);
});

test('a 4xx needs none', () => {
  assert.deepEqual(saw(402, []), []);
});
