// The shop of these tests: three services, one order, and not a span of order-service. What else was seen
// differs from test to test.

import { span } from '#trace-model/builder.ts';
import type { Evidence, OutgoingCall } from '../../evidence.ts';
import { evidence, findingsOf, type Surroundings, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../lab.ts';

const RULES: Rule[][] = [
  [{ rule: 'reports', services: ['api-gateway'] }],
  [
    { rule: 'reports', services: ['order-service'] },
    { rule: 'entry', service: 'order-service', name: 'GET /orders/:id' },
    { rule: 'edge', from: 'api-gateway', to: 'order-service', times: 1 },
  ],
  [
    { rule: 'reports', services: ['user-service'] },
    { rule: 'edge', from: 'order-service', to: 'user-service', times: 1 },
  ],
  [{ rule: 'one-trace' }],
];

export const SDK = `import { NodeSDK } from '@opentelemetry/sdk-node';
const sdk = new NodeSDK({
  serviceName: 'order-service',
  traceExporter: new OTLPTraceExporter(),
  instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()],
});
sdk.start();
`;

export const OFF = { registered: false, propagates: [] };

/** `headers` are those order-service sent along with its call. */
export const quietShop = (around: Surroundings, headers: OutgoingCall['headers'] = {}): Evidence =>
  evidence(
    [
      {
        name: 'an order',
        traces: [
          span('api-gateway', 'GET /orders/:id', { kind: 'server' }, [
            span('api-gateway', 'GET', { kind: 'client' }),
          ]),
          span('user-service', 'GET /users/:id', { kind: 'server' }),
        ],
        hops: [
          { service: 'api-gateway', headers: { host: 'localhost:9001' } },
          { service: 'order-service', headers: { host: 'localhost:9002' } },
          { service: 'user-service', headers: { host: 'localhost:9003' } },
        ],
        calls: [{ service: 'order-service', headers }],
      },
    ],
    around,
  );

export const findingsInQuietShop = (seen: Evidence): Finding[] => findingsOf(tinyLab(RULES), seen);

/** The only finding there may be: a silence explains all that hangs on it. */
export const onlyFinding = (seen: Evidence): Finding => {
  const findings = findingsInQuietShop(seen);
  const [first, ...rest] = findings;
  if (first === undefined || rest.length > 0)
    throw new Error(
      `One finding was due, and there were: ${findings.map(one => one.cause).join(', ') || 'none'}.`,
    );
  return first;
};
