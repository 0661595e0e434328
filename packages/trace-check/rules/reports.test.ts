import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const lab = tinyLab([{ rule: 'reports', services: ['api-gateway', 'order-service'] }]);

test('one span of each service is enough', () => {
  const traces = [span('api-gateway', 'GET', {}, [span('order-service', 'anything')])];
  assert.deepEqual(observe(openCase(lab, evidence([{ name: 'an order', traces }]))), []);
});

test('a silent service is named for each request it was silent on', () => {
  const traces = [span('api-gateway', 'GET')];
  const seen = evidence([
    { name: 'an order', traces },
    { name: 'a slow order', traces },
  ]);
  assert.deepEqual(
    observe(openCase(lab, seen)).map(({ what, service, request }) => [what, service, request?.name]),
    [
      ['no-spans', 'order-service', 'an order'],
      ['no-spans', 'order-service', 'a slow order'],
    ],
  );
});

test('spans under another name are not those of the service', () => {
  const traces = [span('api-gateway', 'GET', {}, [span('unknown_service:node', 'anything')])];
  const symptoms = observe(openCase(lab, evidence([{ name: 'an order', traces }])));
  assert.deepEqual(
    symptoms.map(({ service }) => service),
    ['order-service'],
  );
});
