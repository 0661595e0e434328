// The rules about what a span carries, wherever it is: old names, secrets, the reason of a failure.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanOptions, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, type RequestSketch, tinyLab } from '../evidence-builder.ts';
import type { Rule } from '../lab.ts';
import { observe } from './observe.ts';

const observed = (rule: Rule, options: SpanOptions, request: Partial<RequestSketch> = {}) =>
  observe(
    openCase(
      tinyLab([rule]),
      evidence([{ name: 'an order', traces: [span('order-service', 'take payment', options)], ...request }]),
    ),
  );

test('an attribute of an older convention is told with the name of today', () => {
  const rule: Rule = { rule: 'current-names', service: 'order-service' };
  assert.deepEqual(observed(rule, { attributes: { 'http.request.method': 'GET', 'app.method': 'x' } }), []);
  const [symptom] = observed(rule, { attributes: { 'http.method': 'GET' } });
  assert.equal(symptom?.what, 'old-name');
  assert.match(symptom?.saw ?? '', /"http\.method"\. Today it is called "http\.request\.method"/);
  assert.equal(
    observed(rule, { events: [{ name: 'query', attributes: { 'db.statement': 's' } }] }).length,
    1,
  );
});

test('a name every object has is no old name', () => {
  const rule: Rule = { rule: 'current-names', service: 'order-service' };
  assert.deepEqual(observed(rule, { attributes: { constructor: 'x', toString: 'y' } }), []);
});

test('a secret is found wherever it lies and however it is written', () => {
  const rule: Rule = { rule: 'no-secret', what: 'the card number', values: ['4111-1111-1111-1234'] };
  assert.deepEqual(observed(rule, { attributes: { 'card.last': '1234' } }), []);
  const places: SpanOptions[] = [
    { attributes: { card: '4111 1111 1111 1234' } },
    { attributes: { card: ['x', 'no 4111111111111234!'] } },
    { attributes: { card: 4111111111111234n } },
    { events: [{ name: 'charged 4111-1111-1111-1234' }] },
    { events: [{ name: 'charged', attributes: { card: '4111.1111.1111.1234' } }] },
    { status: { code: 'error', message: 'card 4111-1111-1111-1234 declined' } },
    { links: [{ traceId: '1', spanId: '2', attributes: { card: '4111111111111234' } }] },
  ];
  for (const place of places) assert.equal(observed(rule, place)[0]?.what, 'secret-found');
});

test('a failed request keeps its reason on some span of the service', () => {
  const rule: Rule = { rule: 'reason', service: 'order-service' };
  const failed = { status: 503, due: 503 };
  assert.deepEqual(observed(rule, { events: [{ name: 'exception' }] }, failed), []);
  assert.deepEqual(observed(rule, {}, { status: 404, due: 404 }), []);
  const [symptom] = observed(rule, {}, failed);
  assert.equal(symptom?.what, 'no-exception');
  assert.match(symptom?.saw ?? '', /answered with 503, and no span of order-service has an exception/);
});
