import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessRecord } from '../../evidence.ts';
import { findingsInQuietShop, OFF, onlyFinding, quietShop, SDK } from './quiet-shop.ts';

const HOOK =
  "import { register } from 'import-in-the-middle/register-hooks.mjs';\nregister({ include: ['express'] });\n";

const silent = (tracing: string, process: Partial<ProcessRecord>, headers: Record<string, string> = {}) =>
  onlyFinding(
    quietShop(
      { sources: { 'order-service/tracing.ts': tracing }, processes: { 'order-service': process } },
      headers,
    ),
  );

test('a tracing.ts without an SDK points at its TODO', () => {
  const finding = silent('// loaded first\n// TODO: start it here\nexport {};\n', { sdk: OFF });
  assert.equal(finding.cause, 'sdk-missing');
  assert.equal(finding.where?.line, 2);
});

test('an SDK that is made and never started points at its making', () => {
  const finding = silent(SDK.replace('sdk.start();', 'sdk.start;'), { sdk: OFF });
  assert.equal(finding.cause, 'sdk-not-started');
  assert.match(finding.where?.code ?? '', /new NodeSDK/);
});

test('a start that is not reached is not called missing', () => {
  const finding = silent(SDK.replace('sdk.start();', 'if (process.env.TRACE) sdk.start();'), { sdk: OFF });
  assert.equal(finding.cause, 'start-not-reached');
  assert.match(finding.where?.code ?? '', /sdk\.start\(\)/);
});

test('a provider made by hand has to become global', () => {
  const finding = silent('const provider = new TracerProvider({});\n', { sdk: OFF });
  assert.equal(finding.cause, 'provider-not-global');
});

test('OTEL_SDK_DISABLED is named, and how to be rid of it', () => {
  const finding = silent(SDK, { sdk: OFF, env: { OTEL_SDK_DISABLED: 'True' } });
  assert.equal(finding.cause, 'sdk-disabled');
  assert.match(finding.next, /unset OTEL_SDK_DISABLED/);
});

test('OTEL_SDK_DISABLED=false explains nothing', () => {
  const finding = silent(SDK.replace('sdk.start();', ''), { sdk: OFF, env: { OTEL_SDK_DISABLED: 'false' } });
  assert.equal(finding.cause, 'sdk-not-started');
});

test('OTEL_TRACES_EXPORTER=none, and a name no exporter has, are told apart', () => {
  const off = { registered: false, propagates: ['traceparent'] };
  const none = silent(SDK, { sdk: off, env: { OTEL_TRACES_EXPORTER: 'none' } });
  assert.equal(none.cause, 'exporter-none');
  assert.match(none.message, /is none/);
  const unknown = silent(SDK, { sdk: off, env: { OTEL_TRACES_EXPORTER: 'jaeger' } });
  assert.equal(unknown.cause, 'exporter-none');
  assert.match(unknown.message, /no exporter of that name/);
});

test('OTEL_TRACES_EXPORTER does not count beside an exporter in the code', () => {
  const finding = onlyFinding(
    quietShop({
      sources: { 'order-service/tracing.ts': SDK },
      processes: { 'order-service': { env: { OTEL_TRACES_EXPORTER: 'none' } } },
      lostMail: [{ service: 'order-service', reason: 'wrong-path', method: 'POST', path: '/' }],
    }),
  );
  assert.equal(finding.cause, 'url-without-path');
});

test('an empty list of span processors is found', () => {
  const finding = silent(SDK.replace('traceExporter', 'spanProcessors: [], traceExporter'), {
    sdk: { registered: false, propagates: ['traceparent'] },
  });
  assert.equal(finding.cause, 'no-span-processor');
  assert.match(finding.where?.code ?? '', /spanProcessors/);
});

test('an SDK without HttpInstrumentation makes nothing, even when it is imported', () => {
  const tracing = `import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';\n${SDK.replace('new HttpInstrumentation(), ', '')}`;
  const finding = silent(tracing, {});
  assert.equal(finding.cause, 'no-http-instrumentation');
  assert.match(finding.where?.code ?? '', /instrumentations:/);
});

test('auto-instrumentations bring the one for http along', () => {
  const tracing = SDK.replace(
    '[new HttpInstrumentation(), new ExpressInstrumentation()]',
    'getNodeAutoInstrumentations()',
  );
  const [first] = findingsInQuietShop(quietShop({ sources: { 'order-service/tracing.ts': tracing } }));
  assert.notEqual(first?.cause, 'no-http-instrumentation');
});

test('a tracing.ts that imports the shop is too late for it', () => {
  const finding = silent(`${HOOK}import '#services/order-service/main.ts';\n${SDK}`, {});
  assert.equal(finding.cause, 'loaded-too-early');
  assert.match(finding.where?.code ?? '', /main\.ts/);
});

test('an import of the shop explains nothing where spans are made', () => {
  const parent = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
  const finding = silent(`import '#chassis/log.ts';\n${SDK}`, {}, parent);
  assert.equal(finding.cause, 'never-sent');
});

test('an option that leaves every request out points at its line', () => {
  const tracing = SDK.replace(
    'HttpInstrumentation()',
    'HttpInstrumentation({ ignoreIncomingRequestHook: () => true })',
  );
  const finding = silent(tracing, {});
  assert.equal(finding.cause, 'requests-left-out');
  assert.match(finding.where?.code ?? '', /ignoreIncomingRequestHook/);
});

test('a shutdown right after the start ends all sending', () => {
  const finding = silent(`${SDK}await sdk.shutdown();\n`, {});
  assert.equal(finding.cause, 'shut-down-too-early');
  assert.match(finding.message, /sdk\.shutdown\(\) was called while the service is at work/);
});

test('a silence nobody can explain is still one finding', () => {
  assert.equal(silent(SDK, {}).cause, 'silent-service');
});

test('of several silent services the one of the earliest task comes first', () => {
  const seen = quietShop({
    sources: {
      'order-service/tracing.ts': 'export {};\n',
      'user-service/tracing.ts': SDK.replace('sdk.start();', ''),
    },
    processes: { 'order-service': { sdk: OFF }, 'user-service': { sdk: OFF } },
    deliveries: [{ service: 'api-gateway', as: 'api-gateway' }],
  });
  const findings = findingsInQuietShop({ ...seen, spans: seen.spans.slice(0, 2) });
  assert.deepEqual(
    findings.map(({ task, cause }) => `${task} ${cause}`),
    ['2 sdk-missing', '3 sdk-not-started'],
  );
});
