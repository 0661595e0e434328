import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import type { ServiceName } from '../launch/service.ts';
import { observe } from './observe.ts';

const observed = (traces: (SpanSketch | SpanSketch[])[], services?: ServiceName[]) =>
  observe(
    openCase(
      tinyLab([{ rule: 'one-trace', ...(services ? { services } : {}) }]),
      evidence([{ name: 'an order', traces }]),
    ),
  );
const server = (service: string, children: SpanSketch[] = []) =>
  span(service, 'GET /orders/:id', { kind: 'server' }, children);

test('one tree is one trace, however deep', () => {
  assert.deepEqual(
    observed([server('api-gateway', [span('api-gateway', 'GET', {}, [server('order-service')])])]),
    [],
  );
});

test('no spans are not one trace', () => {
  const [symptom] = observed([]);
  assert.equal(symptom?.what, 'no-spans');
  assert.equal(symptom?.service, 'api-gateway');
});

test('a second root is told by its name and service', () => {
  const [symptom, ...rest] = observed([
    server('api-gateway'),
    server('order-service', [span('order-service', 'step')]),
  ]);
  assert.equal(symptom?.what, 'several-traces');
  assert.equal(symptom?.service, 'order-service');
  assert.match(symptom?.saw ?? '', /"GET \/orders\/:id" of order-service began a trace of its own/);
  assert.deepEqual(rest, []);
});

test('the trace with the user agent of the check is the main one, also when another began before it', () => {
  const main = span('api-gateway', 'GET /orders/:id', {
    kind: 'server',
    attributes: { 'user_agent.original': 'check-lab/request-0' },
  });
  // a trace is tied to a request by its time where it carries no user agent
  const symptoms = observed([span('order-service', 'warm up'), main]);
  assert.deepEqual(
    symptoms.map(({ what, service }) => [what, service]),
    [['several-traces', 'order-service']],
  );
});

test('a service without a name is called that', () => {
  const [symptom] = observed([server('api-gateway'), server('')]);
  assert.match(symptom?.saw ?? '', /of a service without a name began/);
});

test('a missing parent is an orphan, and whether it was in another service is told', () => {
  const local = span('order-service', 'save order', { parentSpanId: 'aaaaaaaaaaaaaaaa', flags: 0x101 });
  const remote = span('order-service', 'GET', { parentSpanId: 'aaaaaaaaaaaaaaaa', flags: 0x301 });
  const [a] = observed([[server('api-gateway'), local]]);
  assert.equal(a?.what, 'orphan');
  assert.match(a?.saw ?? '', /names a parent in the same service that never arrived/);
  const [b] = observed([[server('api-gateway'), remote]]);
  assert.match(b?.saw ?? '', /names a parent in another service that never arrived/);
});

test('a rule about some services leaves the others alone', () => {
  const traces = [server('api-gateway'), server('user-service')];
  assert.deepEqual(observed(traces, ['api-gateway', 'order-service']), []);
  assert.equal(observed(traces, ['user-service'])[0]?.what, 'several-traces');
});
