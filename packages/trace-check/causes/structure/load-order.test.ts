import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { evidence, findingsOf, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';

const HTTP = '@opentelemetry/instrumentation-http';
const EXPRESS = '@opentelemetry/instrumentation-express';

const IMPORT = "import { register } from 'import-in-the-middle/register-hooks.mjs';\n";
const REGISTER = "register({ include: ['express', 'http', 'https'] });\n";
const SDK =
  'const sdk = new NodeSDK({\n  instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()],\n});\nsdk.start();\n';

/** A server span as http alone makes it. */
const bare = (...inner: SpanSketch[]): SpanSketch =>
  span('order-service', 'GET', { kind: 'server', scope: HTTP }, inner);

const findingOf = (root: SpanSketch, sources: Record<string, string>): Finding | undefined => {
  const lab = tinyLab([{ rule: 'entry', service: 'order-service', name: 'GET /orders/:id' }]);
  return findingsOf(lab, evidence([{ name: 'an order', traces: [root] }], { sources }))[0];
};

const causeOf = (tracing: string): string | undefined =>
  findingOf(bare(), { 'order-service/tracing.ts': tracing })?.cause;

test('without a hook Express is not seen', () => {
  const finding = findingOf(bare(), { 'order-service/tracing.ts': SDK });
  assert.equal(finding?.cause, 'no-esm-hook');
  assert.match(finding.saw, /named "GET", without a route/);
  assert.match(finding.where?.code ?? '', /new NodeSDK/);
});

test('a hook in the loader of old, or in a file of its own, is a hook', () => {
  const old =
    "import { register } from 'node:module';\nregister('@opentelemetry/instrumentation/hook.mjs', import.meta.url);\n";
  assert.equal(causeOf(`${old}${SDK}`), 'entry-name');
  const finding = findingOf(bare(), {
    'order-service/tracing.ts': `import './hook.ts';\n${SDK}`,
    'order-service/hook.ts': `${IMPORT}${REGISTER}`,
  });
  assert.equal(finding?.cause, 'entry-name');
});

test('a hook that leaves Express out is named with its list', () => {
  const tracing = `${IMPORT}register({ include: ['http'] });\n${SDK}`;
  const finding = findingOf(bare(), { 'order-service/tracing.ts': tracing });
  assert.equal(finding?.cause, 'hook-without-express');
  assert.match(finding.where?.code ?? '', /include/);
});

test('a hook for all modules leaves nothing out', () => {
  assert.equal(causeOf(`${IMPORT}register();\n${SDK}`), 'entry-name');
});

test('without ExpressInstrumentation nobody asks for the route', () => {
  const tracing = `${IMPORT}${REGISTER}${SDK.replace(', new ExpressInstrumentation()', '')}`;
  assert.equal(causeOf(tracing), 'no-express-instrumentation');
});

test('the shop imported into tracing.ts was loaded first', () => {
  const tracing = `${IMPORT}import '#chassis/start.ts';\n${REGISTER}${SDK}`;
  const finding = findingOf(bare(), { 'order-service/tracing.ts': tracing });
  assert.equal(finding?.cause, 'loaded-too-early');
  assert.match(finding.where?.code ?? '', /#chassis/);
});

test('other parts of a service may import the shop', () => {
  const finding = findingOf(bare(), {
    'order-service/tracing.ts': `${IMPORT}${REGISTER}${SDK}`,
    'order-service/routes.ts': "import { call } from '#chassis/call.ts';\n",
  });
  assert.equal(finding?.cause, 'entry-name');
});

test('a hook that is registered later comes too late', () => {
  const tracing = `${IMPORT}setTimeout(() => register(), 300);\n${SDK}`;
  assert.equal(causeOf(tracing), 'loaded-too-early');
});

test('a bundle is known by what it copied', () => {
  const layer = span('order-service', 'middleware - jsonParser', { scope: EXPRESS });
  const finding = findingOf(bare(layer), {
    'order-service/tracing.ts': `${IMPORT}${REGISTER}${SDK}`,
    'order-service/routes.ts': '// node_modules/express/index.js\nvar express = 1;\n',
  });
  assert.equal(finding?.cause, 'bundled');
  assert.match(finding.message, /routes\.ts/);
});

test('a server span with a name of the learner’s own is not about the hook', () => {
  const root = span('order-service', 'look up', { kind: 'server', scope: HTTP });
  assert.equal(findingOf(root, { 'order-service/tracing.ts': SDK })?.cause, 'entry-name');
});

test('two client spans of one library, one in the other, are one call patched twice', () => {
  const server = (...inner: SpanSketch[]) =>
    span('order-service', 'GET /orders/:id', { kind: 'server' }, inner);
  const client = (scope: string, ...inner: SpanSketch[]) =>
    span('order-service', 'GET', { kind: 'client', scope }, inner);
  const user = span('user-service', 'GET /users/:id', { kind: 'server' });
  const lab = tinyLab([{ rule: 'edge', from: 'order-service', to: 'user-service', times: 1 }]);
  const causes = (root: SpanSketch) =>
    findingsOf(
      lab,
      evidence([{ name: 'an order', traces: [root] }], {
        sources: { 'order-service/tracing.ts': `${IMPORT}${REGISTER}${SDK}` },
      }),
    ).map(finding => [finding.cause, finding.where?.code.slice(0, 8)]);
  assert.deepEqual(causes(server(client(HTTP, client(HTTP, user)))), [['http-patched-twice', 'register']]);
  assert.deepEqual(causes(server(client('mine', client(HTTP, user)))), []);
});

test('a server span that knows its route and bears another name was renamed', () => {
  const attributes = { 'http.route': '/orders/:id' };
  const root = span('order-service', 'GET /orders/1001', { kind: 'server', scope: HTTP, attributes });
  const finding = findingOf(root, {
    'order-service/tracing.ts': `${IMPORT}${REGISTER}${SDK}span.updateName(request.url);\n`,
  });
  assert.equal(finding?.cause, 'entry-renamed');
  assert.match(finding.where?.code ?? '', /updateName/);
});

test('importing the hook without registering it is no hook', () => {
  assert.equal(causeOf(`import 'import-in-the-middle/hook.mjs';\n${SDK}`), 'no-esm-hook');
});
