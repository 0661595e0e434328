import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Surroundings } from '../../evidence-builder.ts';
import { OFF, onlyFinding, quietShop, SDK } from './quiet-shop.ts';

const sendingTo = (url: string): string =>
  SDK.replace('new OTLPTraceExporter()', `new OTLPTraceExporter({ url: '${url}' })`);

/** order-service sent this, with this tracing.ts. */
const astray = (
  mail: NonNullable<Surroundings['lostMail']>[number],
  tracing: string,
  env: Record<string, string> = {},
) =>
  onlyFinding(
    quietShop({
      lostMail: [{ service: 'order-service', ...mail }],
      processes: { 'order-service': { env } },
      sources: { 'order-service/tracing.ts': tracing },
    }),
  );

test('a doubled path is laid to the variable that holds the path already', () => {
  const value = 'http://localhost:4318/v1/traces';
  const finding = astray({ reason: 'doubled-path', path: '/v1/traces/v1/traces' }, SDK, {
    OTEL_EXPORTER_OTLP_ENDPOINT: value,
  });
  assert.equal(finding.cause, 'endpoint-has-path');
  assert.match(finding.saw, /order-service.*\/v1\/traces\/v1\/traces/);
  assert.match(finding.message, /OTEL_EXPORTER_OTLP_ENDPOINT is http:\/\/localhost:4318\/v1\/traces/);
  assert.equal(finding.where, undefined);
});

test('a doubled path that a line of code sets points at this line', () => {
  const line = "process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://localhost:4318/v1/traces';";
  const finding = astray({ reason: 'doubled-path', path: '/v1/traces/v1/traces' }, `${line}\n${SDK}`, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/v1/traces',
  });
  assert.equal(finding.where?.code, line);
});

test('one variable that silences two services is one finding', () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/v1/traces' };
  const seen = quietShop({
    lostMail: [
      { reason: 'doubled-path', path: '/v1/traces/v1/traces', service: 'order-service' },
      { reason: 'doubled-path', path: '/v1/traces/v1/traces', service: 'user-service' },
    ],
    processes: { 'order-service': { env }, 'user-service': { env } },
    deliveries: [{ service: 'api-gateway', as: 'api-gateway' }],
  });
  const silent = { ...seen, spans: seen.spans.slice(0, 2) };
  assert.match(onlyFinding(silent).saw, /No span of order-service and user-service arrived/);
});

test('a url without a path is found in the code', () => {
  const finding = astray(
    { reason: 'wrong-path', method: 'POST', path: '/' },
    sendingTo('http://localhost:4318'),
  );
  assert.equal(finding.cause, 'url-without-path');
  assert.equal(finding.task, 2);
  assert.match(finding.message, /no path/);
  assert.match(finding.where?.code ?? '', /localhost:4318/);
});

test('a misspelled path is the same mistake, and the path is named', () => {
  const finding = astray(
    { reason: 'wrong-path', method: 'POST', path: '/v1/trace' },
    sendingTo('http://localhost:4318/v1/trace'),
  );
  assert.equal(finding.cause, 'url-without-path');
  assert.match(finding.saw, /went to the path \/v1\/trace instead/);
});

test('the variable for traces is used as it is, and the finding says so', () => {
  const finding = astray({ reason: 'wrong-path', method: 'POST', path: '/' }, SDK, {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://localhost:4318',
  });
  assert.match(finding.message, /OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is .* used as it is/);
  assert.match(finding.next, /Unset OTEL_EXPORTER_OTLP_TRACES_ENDPOINT/);
});

test('HTTP at the gRPC port, and gRPC at the HTTP port, are told apart', () => {
  const http = astray({ reason: 'http-to-grpc-port' }, sendingTo('http://localhost:4317/v1/traces'));
  assert.equal(http.cause, 'http-to-grpc-port');
  assert.match(http.where?.code ?? '', /4317/);
  const grpc = astray({ reason: 'grpc-to-http-port' }, sendingTo('http://localhost:4318'));
  assert.equal(grpc.cause, 'grpc-to-http-port');
  assert.match(grpc.where?.code ?? '', /4318/);
});

test('gRPC at the port a variable names points at the import of the exporter', () => {
  const line = "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';";
  const finding = astray({ reason: 'grpc-to-http-port' }, `${line}\n${SDK}`, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
  });
  assert.equal(finding.where?.code, line);
  assert.match(finding.next, /OTEL_EXPORTER_OTLP_ENDPOINT/);
});

test('https where http is spoken is named', () => {
  const finding = astray({ reason: 'tls-to-plain-port' }, sendingTo('https://localhost:4318/v1/traces'));
  assert.equal(finding.cause, 'tls-to-plain-port');
  assert.match(finding.where?.code ?? '', /https:/);
});

test('what came and could not be read is told in the words of the receiver', () => {
  const finding = astray({ reason: 'unparsable-body', detail: 'the body is not OTLP JSON' }, SDK);
  assert.equal(finding.cause, 'delivery-refused');
  assert.match(finding.saw, /the body is not OTLP JSON/);
});

test('a visit in place of a start is no proof that nobody listens', () => {
  const tracing =
    "const up = await fetch('http://localhost:4317');\nconst sdk = new NodeSDK();\nif (up.ok) sdk.start();";
  const finding = onlyFinding(
    quietShop({
      lostMail: [{ service: 'order-service', reason: 'probe', port: 'grpc', method: 'GET', path: '/' }],
      processes: { 'order-service': { sdk: OFF } },
      sources: { 'order-service/tracing.ts': tracing },
    }),
  );
  assert.equal(finding.cause, 'visit-is-no-proof');
  assert.match(finding.saw, /visited port 4317 with GET \//);
  assert.equal(finding.where?.line, 1);
});

test('a visit beside an SDK that runs explains nothing', () => {
  const finding = onlyFinding(
    quietShop({
      lostMail: [
        { service: 'order-service', reason: 'probe', method: 'GET', path: '/' },
        { service: 'order-service', reason: 'wrong-path', method: 'POST', path: '/' },
      ],
      sources: { 'order-service/tracing.ts': SDK },
    }),
  );
  assert.equal(finding.cause, 'url-without-path');
});

const OLD = SDK.replace(
  'new OTLPTraceExporter()',
  "new JaegerExporter({ endpoint: 'http://localhost:4318' })",
);

for (const [reason, tracing, says] of [
  ['thrift-to-otlp-port', OLD, /speaks Thrift/],
  ['thrift-wrong-path', OLD, /another path than \/api\/traces/],
  ['thrift-other-encoding', OLD, /compact encoding/],
  ['otlp-to-thrift-port', sendingTo('http://localhost:14268/v1/traces'), /this exporter speaks OTLP/],
  ['grpc-to-thrift-port', sendingTo('http://localhost:14268'), /this exporter speaks OTLP/],
] as const)
  test(`${reason} points at the exporter, and says which port speaks what`, () => {
    const finding = astray({ reason }, tracing);
    assert.equal(finding.cause, 'jaeger-port');
    assert.match(finding.message, says);
    assert.match(finding.where?.code ?? '', /TraceExporter\(|JaegerExporter\(/);
  });

test("an address of the old exporter's that the shell set leads to the variable", () => {
  const finding = astray(
    { reason: 'thrift-wrong-path' },
    SDK.replace('OTLPTraceExporter', 'JaegerExporter'),
    {
      OTEL_EXPORTER_JAEGER_ENDPOINT: 'http://localhost:14268',
    },
  );
  assert.equal(finding.cause, 'jaeger-port');
  assert.match(finding.next, /^OTEL_EXPORTER_JAEGER_ENDPOINT is http:\/\/localhost:14268\. .*unset/);
});

test('datagrams to a stranger, whom nobody hears of, are told by where they went', () => {
  const finding = onlyFinding(
    quietShop({
      processes: {
        'order-service': { connections: [{ host: 'jaeger', port: 6832, outcome: 'sent', count: 1 }] },
      },
      sources: { 'order-service/tracing.ts': SDK.replace('OTLPTraceExporter', 'JaegerExporter') },
    }),
  );
  assert.equal(finding.cause, 'jaeger-port');
  assert.match(finding.saw, /sends datagrams to jaeger:6832/);
});
