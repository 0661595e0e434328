import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { evidence, findingsOf, type Surroundings, tinyLab } from '../../evidence-builder.ts';

const LAB = tinyLab([
  [{ rule: 'edge', from: 'api-gateway', to: 'order-service', times: 1 }],
  [{ rule: 'nothing-lost-at-stop', services: ['api-gateway', 'order-service', 'user-service'] }],
]);

const hops = [{ service: 'api-gateway' as const }, { service: 'order-service' as const }];

const tree = (...inner: ReturnType<typeof span>[]) =>
  span('api-gateway', 'GET /orders/:id', { kind: 'server' }, inner);

/** The shop was told to stop with a request open, and of order-service nothing came of it. */
const stopped = (around: Surroundings) =>
  findingsOf(
    LAB,
    evidence(
      [
        {
          name: 'an order',
          hops,
          traces: [tree(span('order-service', 'GET /orders/:id', { kind: 'server' }))],
        },
        { name: 'the last order', last: true, hops, traces: [tree()] },
      ],
      around,
    ),
  );

test('a shutdown at the signal loses the span of the request that is open', () => {
  const tracing = "sdk.start();\nprocess.once('SIGTERM', () => void sdk.shutdown());\n";
  const [first, ...rest] = stopped({ sources: { 'order-service/tracing.ts': tracing } });
  assert.equal(first?.cause, 'shut-down-too-early');
  assert.match(first.message, /sdk\.shutdown\(\)/);
  assert.equal(first.where?.line, 2);
  assert.equal(first.task, 2);
  assert.deepEqual(rest, []);
});

test('a process.exit of the learner goes before a shutdown beside it', () => {
  const tracing = "process.once('SIGTERM', () => sdk.shutdown().finally(() =>\n process.exit(0)));\n";
  const [first] = stopped({
    sources: { 'order-service/tracing.ts': tracing },
    processes: {
      'order-service': {
        exitCalled: {
          code: '0',
          stack: 'Error\n    at x (file:///shop/labs/01/order-service/tracing.ts:2:10)',
        },
      },
    },
  });
  assert.equal(first?.cause, 'exit-on-signal');
  assert.equal(first.where?.line, 2);
});

test('the exit at the end of every service is nobody’s mistake', () => {
  const [first] = stopped({
    sources: { 'order-service/tracing.ts': 'sdk.start();\n' },
    processes: {
      'order-service': {
        exitCalled: { code: '0', stack: 'Error\n    at stop (file:///shop/services/chassis/serve.ts:40:13)' },
      },
    },
  });
  assert.equal(first?.cause, 'lost-at-stop');
});

test('a service the last request did not reach has lost nothing', () => {
  const findings = stopped({ sources: { 'order-service/tracing.ts': 'sdk.shutdown();\n' } });
  assert.ok(findings.every(finding => !finding.saw.includes('user-service')));
});
