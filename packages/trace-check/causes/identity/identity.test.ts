import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import type { Evidence } from '../../evidence.ts';
import { evidence, findingsOf, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';

const LAB = tinyLab([
  [{ rule: 'reports', services: ['api-gateway'] }],
  [
    { rule: 'reports', services: ['order-service'] },
    { rule: 'entry', service: 'order-service', name: 'GET /orders/:id' },
    { rule: 'edge', from: 'api-gateway', to: 'order-service' },
  ],
  [{ rule: 'edge', from: 'order-service', to: 'user-service' }, { rule: 'one-trace' }],
]);

const sdk = (options: string): string => `const sdk = new NodeSDK({\n  ${options}\n});\nsdk.start();\n`;

/** order-service does its work, and its spans arrive as `name`. */
const shop = (name: string, tracing: string, env: Record<string, string> = {}): Evidence =>
  evidence(
    [
      {
        name: 'an order',
        traces: [
          span('api-gateway', 'GET /orders/:id', { kind: 'server' }, [
            span('api-gateway', 'GET', { kind: 'client' }, [
              span(name, 'GET /orders/:id', { kind: 'server' }, [
                span(name, 'GET', { kind: 'client' }, [
                  span('user-service', 'GET /users/:id', { kind: 'server' }),
                ]),
              ]),
            ]),
          ]),
        ],
        hops: [{ service: 'api-gateway' }, { service: 'order-service' }, { service: 'user-service' }],
      },
    ],
    {
      sources: { 'order-service/tracing.ts': tracing },
      processes: { 'order-service': { env } },
      deliveries: [
        { service: 'api-gateway', as: 'api-gateway' },
        { service: 'order-service', as: name },
        { service: 'user-service', as: 'user-service' },
      ],
    },
  );

const only = (seen: Evidence): Finding => {
  const [first, ...rest] = findingsOf(LAB, seen);
  assert.deepEqual(
    rest.map(finding => finding.cause),
    [],
  );
  assert.ok(first);
  return first;
};

const DEFAULT = 'unknown_service:/usr/bin/node';

test('a service nobody named is called so, without the path of its program', () => {
  const finding = only(shop(DEFAULT, sdk('traceExporter: new OTLPTraceExporter(),')));
  assert.equal(finding.cause, 'no-service-name');
  assert.equal(finding.saw, 'The spans of order-service arrived as unknown_service.');
  assert.match(finding.where?.code ?? '', /new NodeSDK/);
});

test('a resource of one’s own without a name takes the default name away', () => {
  const finding = only(shop('', sdk("resource: resourceFromAttributes({ 'shop.floor': 2 }),")));
  assert.equal(finding.cause, 'no-service-name');
  assert.match(finding.message, /takes the place of the default/);
  assert.match(finding.where?.code ?? '', /resourceFromAttributes/);
});

test('defaults that are merged last win over the name', () => {
  const line =
    "resource: resourceFromAttributes({ 'service.name': 'order-service' }).merge(defaultResource()),";
  const finding = only(shop(DEFAULT, sdk(line)));
  assert.equal(finding.cause, 'defaults-win');
  assert.match(finding.where?.code ?? '', /merge\(defaultResource\(\)\)/);
});

test('a merge without any name in it is a missing name', () => {
  const finding = only(
    shop(DEFAULT, sdk("resource: resourceFromAttributes({ 'a.b': 'c' }).merge(defaultResource()),")),
  );
  assert.equal(finding.cause, 'no-service-name');
});

test('the name of another service was copied along', () => {
  const finding = only(shop('api-gateway', sdk("serviceName: 'api-gateway',")));
  assert.equal(finding.cause, 'shared-name');
  assert.match(finding.where?.code ?? '', /api-gateway/);
});

test('one OTEL_SERVICE_NAME for all is laid to the shell', () => {
  const finding = only(shop('api-gateway', sdk(''), { OTEL_SERVICE_NAME: 'api-gateway' }));
  assert.equal(finding.cause, 'shared-name');
  assert.match(finding.next, /unset OTEL_SERVICE_NAME/);
});

test('a name nobody looks for points at the line that gives it', () => {
  const finding = only(shop('orders', sdk("serviceName: 'orders',")));
  assert.equal(finding.cause, 'wrong-service-name');
  assert.match(finding.where?.code ?? '', /'orders'/);
});

test('a name from the shell is laid to the shell', () => {
  const finding = only(shop('mine', sdk(''), { OTEL_RESOURCE_ATTRIBUTES: 'service.name=mine' }));
  assert.match(finding.message, /OTEL_RESOURCE_ATTRIBUTES is service\.name=mine/);
});

test('through Jaeger, the one strange name belongs to the one service that is missing', () => {
  const seen: Evidence = {
    ...shop(DEFAULT, sdk('')),
    gathered: 'jaeger',
    deliveries: [],
    processes: [],
    hops: [],
  };
  assert.equal(only(seen).cause, 'no-service-name');
});
