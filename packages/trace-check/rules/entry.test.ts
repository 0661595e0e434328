import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const observed = (...traces: SpanSketch[]) =>
  observe(
    openCase(
      tinyLab([{ rule: 'entry', service: 'api-gateway', name: 'GET /orders/:id' }]),
      evidence([{ name: 'an order', traces }]),
    ),
  );
const gateway = (name: string, kind: 'server' | 'internal' = 'server') => span('api-gateway', name, { kind });

test('a server span named by method and route is an entry', () => {
  assert.deepEqual(observed(gateway('GET /orders/:id')), []);
});

test('other server spans beside it are welcome', () => {
  assert.deepEqual(observed(gateway('GET /health'), gateway('GET /orders/:id')), []);
});

test('the address that was asked is no route', () => {
  const [symptom] = observed(gateway('GET /orders/1001'));
  assert.equal(symptom?.what, 'wrong-entry-name');
  assert.equal(
    symptom?.saw,
    'The server span of api-gateway is named "GET /orders/1001", and "GET /orders/:id" was due.',
  );
});

test('the method alone is no name, and neither is another case', () => {
  assert.equal(observed(gateway('GET'))[0]?.what, 'wrong-entry-name');
  assert.equal(observed(gateway('get /orders/:id'))[0]?.what, 'wrong-entry-name');
});

test('a span of another kind or service is no entry', () => {
  assert.equal(observed(gateway('GET /orders/:id', 'internal'))[0]?.what, 'no-entry');
  assert.equal(observed(span('order-service', 'GET /orders/:id', { kind: 'server' }))[0]?.what, 'no-entry');
  assert.equal(observed()[0]?.what, 'no-entry');
});
