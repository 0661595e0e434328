import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import type { ProcessRecord } from '../../evidence.ts';
import { evidence, findingsOf, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';

const LAB = tinyLab(
  [[{ rule: 'edge', from: 'api-gateway', to: 'order-service', times: 1 }], [{ rule: 'one-trace' }]],
  ['api-gateway', 'order-service'],
);

const W3C = ['traceparent', 'tracestate', 'baggage'];
const PARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

type Side = { propagates?: string[]; env?: Record<string, string>; tracing?: string };

const side = ({ propagates = W3C, env = {} }: Side): Partial<ProcessRecord> => ({
  sdk: { registered: true, propagates },
  env,
});

/** The gateway called order-service with these headers, and both made a trace of their own. */
const torn = (headers: Record<string, string>, gateway: Side = {}, orders: Side = {}): Finding => {
  const findings = findingsOf(
    LAB,
    evidence(
      [
        {
          name: 'an order',
          traces: [
            span('api-gateway', 'GET /orders/:id', { kind: 'server' }, [
              span('api-gateway', 'GET', { kind: 'client', spanId: '00000000000000cc' }),
            ]),
            span('order-service', 'GET /orders/:id', { kind: 'server' }),
          ],
          hops: [{ service: 'api-gateway' }, { service: 'order-service', headers }],
        },
      ],
      {
        processes: { 'api-gateway': side(gateway), 'order-service': side(orders) },
        sources: {
          'api-gateway/tracing.ts': gateway.tracing ?? 'sdk.start();',
          'order-service/tracing.ts': orders.tracing ?? 'sdk.start();',
        },
      },
    ),
  );
  assert.equal(findings.length, 1, findings.map(finding => finding.cause).join());
  assert.ok(findings[0]);
  return findings[0];
};

test('B3 in the callee does not read what W3C wrote', () => {
  const finding = torn(
    { traceparent: PARENT },
    {},
    { propagates: ['b3'], tracing: 'x({ textMapPropagator: new B3Propagator() });' },
  );
  assert.equal(finding.cause, 'propagators-differ');
  assert.match(finding.message, /api-gateway writes W3C, and order-service reads B3/);
  assert.match(finding.where?.path ?? '', /order-service/);
});

test('B3 in the caller is the stranger too, whichever headers it uses', () => {
  const finding = torn(
    { 'x-b3-traceid': 'a'.repeat(32), 'x-b3-spanid': 'b'.repeat(16) },
    { propagates: ['x-b3-traceid'], env: { OTEL_PROPAGATORS: 'b3multi' } },
  );
  assert.equal(finding.cause, 'propagators-differ');
  assert.match(finding.next, /OTEL_PROPAGATORS is b3multi for api-gateway/);
});

test('no propagator on either side is laid to the variable', () => {
  const none = { propagates: [], env: { OTEL_PROPAGATORS: 'none' } };
  const finding = torn({}, none, none);
  assert.equal(finding.cause, 'propagators-none');
  assert.match(finding.next, /unset OTEL_PROPAGATORS/);
});

test('a name no propagator has is told', () => {
  const jaeger = { propagates: [], env: { OTEL_PROPAGATORS: 'jaeger' } };
  assert.match(torn({}, jaeger, jaeger).message, /jaeger, a name this SDK has no propagator for/);
});

test('a propagator switched off in the code points at its line', () => {
  const finding = torn({}, { propagates: [], tracing: 'x({\n  textMapPropagator: null,\n});' });
  assert.equal(finding.cause, 'propagators-none');
  assert.equal(finding.where?.line, 2);
});

test('a callee without a propagator is the one to mend', () => {
  const finding = torn({ traceparent: PARENT }, {}, { propagates: [], tracing: 'textMapPropagator: null' });
  assert.equal(finding.cause, 'propagators-none');
  assert.match(finding.where?.path ?? '', /order-service/);
});

test('ids in headers of one’s own are found by their values', () => {
  const finding = torn(
    { 'trace-id': '1'.padStart(32, '0'), 'span-id': '00000000000000cc', 'x-request-id': 'f'.repeat(32) },
    { propagates: [], tracing: "request.setHeader('Trace-ID', traceId);" },
  );
  assert.equal(finding.cause, 'home-made-headers');
  assert.match(finding.saw, /trace-id and span-id,/);
  assert.match(finding.where?.code ?? '', /Trace-ID/);
});

test('headers of one’s own beside traceparent are not the reason', () => {
  const finding = torn(
    { traceparent: PARENT, 'trace-id': '1'.padStart(32, '0') },
    {},
    { propagates: ['b3'] },
  );
  assert.equal(finding.cause, 'propagators-differ');
});

test('an option that leaves calls out ends the trace', () => {
  const seen = evidence(
    [
      {
        name: 'an order',
        traces: [
          span('api-gateway', 'GET /orders/:id', { kind: 'server' }),
          span('order-service', 'GET /orders/:id', { kind: 'server' }),
        ],
        hops: [{ service: 'api-gateway' }, { service: 'order-service' }],
      },
    ],
    {
      sources: {
        'api-gateway/tracing.ts': 'new HttpInstrumentation({ ignoreOutgoingRequestHook: () => true });',
      },
    },
  );
  assert.deepEqual(
    findingsOf(LAB, seen).map(finding => finding.cause),
    ['calls-left-out'],
  );
});

test('a propagator nobody registered has no line, and the finding says what to call', () => {
  const finding = torn({ traceparent: PARENT }, {}, { propagates: [] });
  assert.equal(finding.where, undefined);
  assert.match(finding.next, /setGlobalPropagator/);
});
