// A service that is not there: what it left behind must lead to its own cause, and to the line where one is known.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import type { ProcessRecord } from '../../evidence.ts';
import { evidence, findingsOf, type RequestSketch, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';

const PART = '/w/labs/NN/order-service/place-order.ts';
const TRACING = '/w/labs/NN/order-service/tracing.ts';
const SOURCES = {
  'order-service/tracing.ts':
    "import { NodeSDK } from '@opentelemetry/sdk-node';\nconst sdk = new NodeSDK();\nsdk.start();\n",
  'order-service/place-order.ts':
    "import { trace } from '@opentelemetry/api';\nimport { orders } from './order.ts';\nexport const place = () => {};\n",
};

const found = (
  left: Partial<ProcessRecord>,
  { requests = [], sources = SOURCES }: { requests?: RequestSketch[]; sources?: Record<string, string> } = {},
): Finding[] =>
  findingsOf(
    tinyLab([[{ rule: 'answers' }], [{ rule: 'reports', services: ['order-service'] }]]),
    evidence(requests, { processes: { 'order-service': left }, sources }),
  );

const exited = (lines: string[], more: Partial<ProcessRecord> = {}): Partial<ProcessRecord> => ({
  startFailure: { reason: 'exited', code: 1 },
  lines,
  ...more,
});

/** The one finding, and where it points. */
const only = (findings: Finding[]): { cause: string; at: string; finding: Finding } => {
  const [finding, ...rest] = findings;
  assert.ok(finding);
  assert.deepEqual(
    rest.map(one => one.cause),
    [],
  );
  assert.equal(finding.task, 1);
  return { cause: finding.cause, at: `${finding.where?.path}:${finding.where?.line}`, finding };
};

test('a file that does not parse is told with its line and the words of Node', () => {
  const sources = { ...SOURCES, 'order-service/place-order.ts': 'const a = 1;\nconst b = {;\n' };
  const lines = [
    `${PART}:2`,
    'const b = {;',
    '',
    'SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Unexpected token `;`',
  ];
  const { cause, at, finding } = only(found(exited(lines), { sources }));
  assert.equal(cause, 'syntax-error');
  assert.equal(at, 'labs/NN/order-service/place-order.ts:2');
  assert.match(finding.message, /Unexpected token `;`\.$/);
});

test('a syntax error Node did not place is found by reading the file', () => {
  const sources = { ...SOURCES, 'order-service/tracing.ts': 'ok();\n\nenum Color { Red }\n' };
  const { cause, at } = only(found(exited(['SyntaxError: enum is not supported']), { sources }));
  assert.equal(cause, 'syntax-error');
  assert.equal(at, 'labs/NN/order-service/tracing.ts:3');
});

test('a file that does not parse and was not the reason is not accused', () => {
  const findings = findingsOf(
    tinyLab([{ rule: 'answers' }]),
    evidence([{ name: 'an order', traces: [span('order-service', 'x')] }], {
      sources: { 'order-service/tracing.ts': 'const {;' },
    }),
  );
  assert.deepEqual(findings, []);
});

test('an import of a file that is not there points at the import', () => {
  const lines = [
    `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/w/labs/NN/order-service/order.ts' imported from ${PART}`,
  ];
  const { cause, at, finding } = only(found(exited(lines)));
  assert.equal(cause, 'missing-import');
  assert.equal(at, 'labs/NN/order-service/place-order.ts:2');
  assert.match(finding.message, /There is no module "\.\/order\.ts"/);
});

test('a name a package does not have points at the import too', () => {
  const lines = [
    "SyntaxError: The requested module '@opentelemetry/sdk-node' does not provide an export named 'NodeSDK'",
  ];
  const { cause, at, finding } = only(found(exited(lines)));
  assert.equal(cause, 'missing-import');
  assert.equal(at, 'labs/NN/order-service/tracing.ts:1');
  assert.match(finding.message, /has nothing called "NodeSDK"/);
});

test('a part without its function is told with the name that is missing', () => {
  const lines = [`PartError: ${PART} does not export placeOrder. It exports place.`];
  const { cause, at, finding } = only(found(exited(lines)));
  assert.equal(cause, 'missing-export');
  assert.match(at, /place-order\.ts:\d/);
  assert.match(finding.next, /Export placeOrder from place-order\.ts/);
  assert.match(finding.message, /The file exports place\./);
});

test('process.exit is told by the line that calls it', () => {
  const exitCalled = { code: '0', stack: `Error: process.exit\n    at file://${TRACING}:3:1` };
  const { cause, at } = only(found(exited([], { exitCalled })));
  assert.equal(cause, 'exit-called');
  assert.equal(at, 'labs/NN/order-service/tracing.ts:3');
});

test('the exit the chassis makes for a broken part is not called an exit of the learner', () => {
  const exitCalled = { code: '1', stack: 'Error\n    at start (/w/services/chassis/start.ts:20:3)' };
  const lines = ['TypeError: sdk.go is not a function', `    at file://${TRACING}:2:5`];
  const { cause, at } = only(found(exited(lines, { exitCalled })));
  assert.equal(cause, 'crash');
  assert.equal(at, 'labs/NN/order-service/tracing.ts:2');
});

test('an error nobody caught is told in the words of the service', () => {
  const crash = {
    name: 'TypeError',
    message: 'sdk.go is not a function',
    stack: `TypeError\n    at file://${TRACING}:3:5`,
  };
  const { cause, at, finding } = only(found(exited([], { crash })));
  assert.equal(cause, 'crash');
  assert.equal(at, 'labs/NN/order-service/tracing.ts:3');
  assert.match(
    finding.saw,
    /^order-service did not start\. It printed: TypeError: sdk\.go is not a function$/,
  );
});

test('a crash between two requests is the same cause, and says that the service was needed', () => {
  const crash = { name: 'Error', message: 'boom', stack: `Error: boom\n    at file://${PART}:3:5` };
  const { cause, finding } = only(
    found(
      { endedEarly: true, crash, exit: { code: 1, signal: null } },
      { requests: [{ name: 'an order', failure: 'broken' }] },
    ),
  );
  assert.equal(cause, 'crash');
  assert.match(finding.saw, /ended while it was needed/);
});

test('a loop without end points at the innermost line of the learner', () => {
  const stuckAt = [
    { path: '/w/node_modules/x/index.js', line: 9 },
    { path: PART, line: 3 },
  ];
  const { cause, at } = only(found({ startFailure: { reason: 'not-ready', code: null }, stuckAt }));
  assert.equal(cause, 'endless-loop');
  assert.equal(at, 'labs/NN/order-service/place-order.ts:3');
});

test('a loop that begins with a request explains the request that was not answered', () => {
  const { cause } = only(
    found({ stuckAt: [{ path: PART, line: 3 }] }, { requests: [{ name: 'an order', failure: 'timeout' }] }),
  );
  assert.equal(cause, 'endless-loop');
});

test('an await at the top that never settles points at it, by the words of Node or by the file', () => {
  const said = [`Warning: Detected unsettled top-level await at file://${TRACING}:2`, 'await forever;'];
  assert.deepEqual(
    [only(found(exited(said, { startFailure: { reason: 'exited', code: 13 } })))].map(({ cause, at }) => [
      cause,
      at,
    ]),
    [['never-ready', 'labs/NN/order-service/tracing.ts:2']],
  );
  const sources = { ...SOURCES, 'order-service/tracing.ts': 'const x = 1;\nawait new Promise(() => {});\n' };
  const quiet = only(found({ startFailure: { reason: 'not-ready', code: null } }, { sources }));
  assert.equal(quiet.cause, 'never-ready');
  assert.equal(quiet.at, 'labs/NN/order-service/tracing.ts:2');
});

test('a port that was taken is nobody to blame, and checking again is the next step', () => {
  const { cause, finding } = only(found(exited(['Port 8002 is already in use.'])));
  assert.equal(cause, 'port-taken');
  assert.match(finding.next, /^Check again/);
});

test('a service that ended with words no cause knows is still said not to have started', () => {
  const { cause } = only(found(exited(['what is this?'])));
  assert.equal(cause, 'service-not-ready');
});

test('a service that a signal ended is told by the signal, and memory by its name', () => {
  const exit = { code: null, signal: 'SIGABRT' };
  const aborted = only(
    found({ endedEarly: true, exit }, { requests: [{ name: 'an order', failure: 'broken' }] }),
  );
  assert.equal(aborted.cause, 'ended-by-signal');
  assert.match(aborted.finding.saw, /was ended by SIGABRT while it was needed/);
  const lines = ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'];
  const grown = only(found(exited(lines, { exit, startFailure: { reason: 'exited', code: null } })));
  assert.match(grown.finding.message, /ran out of memory/);
});

test('a service nobody can explain explains what follows from it, and its last words are told', () => {
  const lines = [
    '{"level":"info","message":"listening"}',
    'something odd',
    '{"level":"info","message":"bye"}',
  ];
  const { cause, finding } = only(
    found(
      { endedEarly: true, exit: { code: 3, signal: null }, lines },
      { requests: [{ name: 'an order', failure: 'broken' }] },
    ),
  );
  assert.equal(cause, 'service-not-ready');
  assert.equal(finding.saw, 'order-service ended while it was needed. Its last words: something odd');
});

test('two services that did not start are two findings', () => {
  const findings = findingsOf(
    tinyLab([{ rule: 'answers' }]),
    evidence([], {
      processes: {
        'order-service': exited([], { crash: { name: 'Error', message: 'a', stack: '' } }),
        'user-service': exited(['Port 8001 is already in use.']),
      },
    }),
  );
  assert.deepEqual(findings.map(one => one.cause).sort(), ['crash', 'port-taken']);
});

test('services that refuse the exporter they were given are one finding, with the names that are good', () => {
  const refused = (service: string): string =>
    `${service} could not start. TRACES_EXPORTER is "oltp". It must be one of console, otlp-http, otlp-grpc, jaeger. Did you mean otlp-http?`;
  const findings = findingsOf(
    tinyLab([[{ rule: 'answers' }], [{ rule: 'reports', services: ['order-service', 'user-service'] }]]),
    evidence([], {
      processes: {
        'order-service': exited([refused('order-service')], { exitCalled: { code: '1', stack: '' } }),
        'user-service': exited([refused('user-service')]),
      },
    }),
  );
  const { cause, finding } = only(findings);
  assert.equal(cause, 'exporter-unknown');
  assert.equal(finding.saw, 'order-service and user-service did not start.');
  assert.match(finding.message, /TRACES_EXPORTER is "oltp"/);
  assert.match(finding.next, /console, otlp-http, otlp-grpc, jaeger; or run `unset TRACES_EXPORTER`/);
});
