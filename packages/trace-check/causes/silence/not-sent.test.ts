import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessRecord } from '../../evidence.ts';
import { onlyFinding, quietShop, SDK } from './quiet-shop.ts';

const sendingTo = (url: string): string =>
  SDK.replace('new OTLPTraceExporter()', `new OTLPTraceExporter({ url: '${url}' })`);

const parent = (flags: string): Record<string, string> => ({
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-${flags}`,
});

const silent = (tracing: string, process: Partial<ProcessRecord>, headers: Record<string, string> = {}) =>
  onlyFinding(
    quietShop(
      { sources: { 'order-service/tracing.ts': tracing }, processes: { 'order-service': process } },
      headers,
    ),
  );

test('a port nobody listens at is named with its line', () => {
  const finding = silent(sendingTo('http://localhost:9999/v1/traces'), {
    connections: [
      { host: 'localhost', port: 9003, outcome: 'connected', count: 3 },
      { host: 'localhost', port: 9999, outcome: 'ECONNREFUSED', count: 2 },
    ],
  });
  assert.equal(finding.cause, 'nobody-listens');
  assert.match(finding.saw, /localhost:9999/);
  assert.match(finding.where?.code ?? '', /9999/);
});

test('a refused connection to the next service of the shop is not about spans', () => {
  const finding = silent(SDK.replace('sdk.start();', ''), {
    sdk: { registered: false, propagates: [] },
    connections: [{ host: 'localhost', port: 9003, outcome: 'ECONNREFUSED', count: 1 }],
  });
  assert.equal(finding.cause, 'sdk-not-started');
});

test('a host without an address is named', () => {
  const finding = silent(sendingTo('http://otel-collector:4318/v1/traces'), {
    connections: [{ host: 'otel-collector', port: 4318, outcome: 'ENOTFOUND', count: 2 }],
  });
  assert.equal(finding.cause, 'unknown-host');
  assert.match(finding.saw, /"otel-collector"/);
});

test('an address from the shell is laid to its variable', () => {
  const finding = silent(SDK, {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://jaeger:4318' },
    connections: [{ host: 'jaeger', port: 4318, outcome: 'EAI_AGAIN', count: 2 }],
  });
  assert.match(finding.next, /OTEL_EXPORTER_OTLP_ENDPOINT is http:\/\/jaeger:4318/);
  assert.equal(finding.where, undefined);
});

test('a connection to another program is followed', () => {
  const finding = silent(sendingTo('http://localhost:16686/v1/traces'), {
    connections: [{ host: 'localhost', port: 16686, outcome: 'connected', count: 1 }],
  });
  assert.equal(finding.cause, 'sent-elsewhere');
  assert.match(finding.message, /localhost:16686 is not the trace store/);
});

test('spans on the console were not sent', () => {
  const finding = silent(SDK.replace('OTLPTraceExporter', 'ConsoleSpanExporter'), {
    lines: ['{', `  traceId: '${'a'.repeat(32)}',`, '}'],
  });
  assert.equal(finding.cause, 'console-exporter');
  assert.match(finding.where?.code ?? '', /ConsoleSpanExporter/);
});

for (const variable of ['TRACES_EXPORTER', 'OTEL_TRACES_EXPORTER'])
  test(`spans printed because of ${variable} lead to that variable`, () => {
    const finding = silent(SDK, {
      lines: [`  traceId: '${'a'.repeat(32)}',`],
      env: { [variable]: 'console' },
    });
    assert.equal(finding.cause, 'console-exporter');
    assert.match(finding.message, new RegExp(`^${variable} is console, and spans are printed`));
    assert.match(finding.next, new RegExp(`unset ${variable}`));
  });

test('an address without http:// opens no connection', () => {
  const finding = silent(sendingTo('localhost:4318/v1/traces'), {}, parent('01'));
  assert.equal(finding.cause, 'never-sent');
  assert.match(finding.message, /"localhost:4318\/v1\/traces"/);
});

test('a header that ends with 00 tells of a sampler, and covers the services below', () => {
  const seen = quietShop(
    {
      sources: {
        'order-service/tracing.ts': SDK.replace(
          'serviceName',
          'sampler: new AlwaysOffSampler(),\n  serviceName',
        ),
      },
      deliveries: [{ service: 'api-gateway', as: 'api-gateway' }],
    },
    parent('00'),
  );
  const finding = onlyFinding({ ...seen, spans: seen.spans.slice(0, 2) });
  assert.equal(finding.cause, 'not-sampled');
  assert.match(finding.where?.code ?? '', /AlwaysOffSampler/);
});

test('a sampler named by the shell is laid to its variable', () => {
  const finding = silent(SDK, { env: { OTEL_TRACES_SAMPLER: 'always_off' } }, parent('00'));
  assert.equal(finding.cause, 'not-sampled');
  assert.match(finding.next, /unset OTEL_TRACES_SAMPLER/);
});

test('a console processor beside a traceExporter that does not count is told apart', () => {
  const processors = 'spanProcessors: [new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter() })],';
  const finding = silent(SDK.replace('traceExporter', `${processors}\n  traceExporter`), {
    lines: [`  traceId: '${'a'.repeat(32)}',`],
  });
  assert.equal(finding.cause, 'console-exporter');
  assert.match(finding.message, /spanProcessors goes before traceExporter/);
});
