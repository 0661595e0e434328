import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import type { Count } from '../lab.ts';
import { observe } from './observe.ts';

const server = (service: string, children: SpanSketch[] = []): SpanSketch =>
  span(service, 'GET /orders/:id', { kind: 'server' }, children);
const client = (service: string, children: SpanSketch[] = [], scope = 'http'): SpanSketch =>
  span(service, 'GET', { kind: 'client', scope }, children);

const observed = (traces: (SpanSketch | SpanSketch[])[], times?: Count, body?: unknown) =>
  observe(
    openCase(
      tinyLab([
        { rule: 'edge', from: 'api-gateway', to: 'order-service', ...(times === undefined ? {} : { times }) },
      ]),
      evidence([{ name: 'an order', traces, body }]),
    ),
  );

test('a server span under a span of the caller is an edge', () => {
  assert.deepEqual(
    observed([server('api-gateway', [client('api-gateway', [server('order-service')])])], 1),
    [],
  );
});

test('which span of the caller is the parent does not matter', () => {
  const byHand = span('api-gateway', 'ask for the order', {}, [server('order-service')]);
  assert.deepEqual(observed([server('api-gateway', [byHand])]), []);
});

test('spans between the two services and beside them change nothing', () => {
  const more = [span('api-gateway', 'look', {}), client('api-gateway', [server('order-service')])];
  assert.deepEqual(observed([server('api-gateway', more)], 1), []);
});

test('two traces of one request have no edge', () => {
  const [symptom] = observed([server('api-gateway', [client('api-gateway')]), server('order-service')]);
  assert.equal(symptom?.what, 'no-edge');
  assert.equal(symptom?.service, 'api-gateway');
  assert.equal(symptom?.to, 'order-service');
  assert.equal(symptom?.spans.length, 1);
});

test('a span of the caller with the right id in another trace is no parent', () => {
  const stranger = span('order-service', 'GET /orders/:id', {
    kind: 'server',
    parentSpanId: '0000000000000002',
  });
  assert.equal(observed([server('api-gateway', [client('api-gateway')]), stranger])[0]?.what, 'no-edge');
});

test('nothing at all is no edge', () => {
  assert.equal(observed([])[0]?.what, 'no-edge');
});

test('a call too many is told with both numbers', () => {
  const call = client('api-gateway', [server('order-service')]);
  const [symptom] = observed([server('api-gateway', [call, call])], 1);
  assert.equal(symptom?.what, 'too-many-edges');
  assert.equal(symptom?.saw, 'api-gateway called order-service 2 times, and 1 was due.');
  assert.deepEqual(observed([server('api-gateway', [call, call])], { most: 2 }), []);
});

test('calls may be counted by a list of the request', () => {
  const call = client('api-gateway', [server('order-service')]);
  const body = { items: [1, 2] };
  assert.deepEqual(observed([server('api-gateway', [call, call])], { each: 'items' }, body), []);
  const [symptom] = observed([server('api-gateway', [call])], { each: 'items' }, body);
  assert.match(symptom?.saw ?? '', /^1 calls? from api-gateway to order-service .* 2, one for each/);
});

test('one call that shows as two client spans of one library was patched twice', () => {
  const twice = client('api-gateway', [client('api-gateway', [server('order-service')])]);
  const [symptom] = observed([server('api-gateway', [twice])], 1);
  assert.equal(symptom?.what, 'too-many-edges');
  assert.match(symptom?.saw ?? '', /two client spans, one inside the other/);
});

test('a client span made by hand round the one of the library is welcome', () => {
  const byHand = client('api-gateway', [client('api-gateway', [server('order-service')])], 'shop');
  assert.deepEqual(observed([server('api-gateway', [byHand])], 1), []);
});
