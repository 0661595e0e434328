// What a check through Jaeger makes of evidence that holds spans and sources alone: the cause where these tell
// it, the plain observation where only a private check could know, and never another cause.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import type { Evidence } from '../evidence.ts';
import { evidence, findingsOf, type Surroundings, tinyLab } from '../evidence-builder.ts';
import type { Rule } from '../lab.ts';

const throughJaeger = (traces: (SpanSketch | SpanSketch[])[], around: Surroundings = {}): Evidence => ({
  ...evidence([{ name: 'an order', traces }], around),
  gathered: 'jaeger',
  hops: [],
  calls: [],
  processes: [],
  lostMail: [],
});

const first = (rules: Rule[], seen: Evidence) => {
  const [finding] = findingsOf(tinyLab(rules), seen);
  return finding && { cause: finding.cause, line: finding.where?.line, message: finding.message };
};

const gateway = (children: SpanSketch[] = []): SpanSketch =>
  span('api-gateway', 'GET /orders/:id', { kind: 'server' }, children);

const REPORTS: Rule = { rule: 'reports', services: ['api-gateway', 'order-service'] };

test('a silent service with an SDK that nobody can look into is told as silent, and no more', () => {
  const sources = { 'order-service/tracing.ts': 'const sdk = new NodeSDK({});\nsdk.start();\n' };
  assert.equal(first([REPORTS], throughJaeger([gateway()], { sources }))?.cause, 'no-spans');
});

test('an address without a path that stands in the code is the cause of silence', () => {
  const tracing = (url: string, kind = 'proto'): string =>
    `import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-${kind}';\nconst sdk = new NodeSDK({\n  traceExporter: new OTLPTraceExporter({ url: '${url}' }),\n});\nsdk.start();\n`;
  const causeOf = (text: string) =>
    first([REPORTS], throughJaeger([gateway()], { sources: { 'order-service/tracing.ts': text } }));
  assert.equal(causeOf(tracing('http://localhost:4318'))?.cause, 'url-without-path');
  assert.equal(causeOf(tracing('http://localhost:4318/'))?.line, 3);
  assert.equal(causeOf(tracing('http://localhost:4318/v1/traces'))?.cause, 'no-spans');
  assert.equal(causeOf(tracing('http://localhost:4317', 'grpc'))?.cause, 'no-spans');
});

test('a process known by its spans is found under the name it gave itself', () => {
  const seen = throughJaeger([gateway([span('orders', 'GET /orders/:id', { kind: 'server' })])], {
    deliveries: [
      { service: 'api-gateway', as: 'api-gateway' },
      { service: 'order-service', as: 'orders' },
    ],
  });
  assert.equal(first([REPORTS], seen)?.cause, 'wrong-service-name');
});

test('a call made with fetch is known by what the called service noted of its caller', () => {
  const edge: Rule = { rule: 'edge', from: 'order-service', to: 'inventory-service' };
  const served = (agent: string): SpanSketch =>
    span('inventory-service', 'POST /reservations', {
      kind: 'server',
      attributes: { 'user_agent.original': agent },
    });
  const order = span('order-service', 'POST /orders', { kind: 'server', ms: 50 });
  assert.equal(first([edge], throughJaeger([order, served('node')]))?.cause, 'fetch-not-traced');
  assert.equal(first([edge], throughJaeger([order, served('axios/1.13.2')]))?.cause, 'broken-edge');
});

test('a span of another process than the one that answers is of a child process', () => {
  const own = { 'process.pid': 42n };
  const seen = throughJaeger([
    span('order-service', 'POST /orders', { kind: 'server', ms: 50, resource: own }),
    span('order-service', 'save order', { resource: { 'process.pid': 77n } }),
  ]);
  assert.equal(first([{ rule: 'one-trace' }], seen)?.cause, 'child-process-without-context');
});
