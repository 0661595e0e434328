import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { evidence, findingsOf, tinyLab } from '../../evidence-builder.ts';

const layer = (name: string) =>
  span('order-service', 'middleware', { scope: `@opentelemetry/instrumentation-${name}` });

const found = (...layers: string[]) =>
  findingsOf(
    tinyLab([{ rule: 'few-spans', service: 'order-service', most: 2, automatic: true }]),
    evidence(
      [{ name: 'an order', traces: [span('order-service', 'POST', { kind: 'server' }, layers.map(layer))] }],
      {
        sources: {
          'order-service/tracing.ts':
            'start([\n  new ExpressInstrumentation(),\n  new RouterInstrumentation(),\n]);\n',
        },
      },
    ),
  );

test('two layers of Express are what Express has', () => {
  assert.deepEqual(found('express', 'express'), []);
});

test('layers that router and net tell again are named, and the line that adds them', () => {
  const [finding] = found('express', 'router', 'express', 'router', 'net');
  assert.equal(finding?.cause, 'layers-twice');
  assert.match(finding.saw, /3 of them come from the instrumentation of router and net/);
  assert.equal(finding.where?.line, 3);
});

test('a crowd without these has another reason', () => {
  assert.deepEqual(
    found('express', 'express', 'express').map(({ cause }) => cause),
    ['too-many-spans'],
  );
});
