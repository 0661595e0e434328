import type { Lab } from '#trace-check/lab.ts';

const ORDERS = ['1001', '1002', '1003', '1004'] as const;
const FOUND = ['an order', 'a slow order'];

const lab: Lab = {
  title: 'Your first trace',
  goal: 'One request through three services is one trace.',
  minutes: 25,
  lesson: '/lessons/first-trace',
  services: ['api-gateway', 'order-service', 'user-service'],
  parts: ['api-gateway/tracing.ts', 'order-service/tracing.ts', 'user-service/tracing.ts'],

  requests: draw => [
    { name: 'an order', method: 'GET', path: `/orders/${draw.pick(ORDERS)}`, status: 200 },
    { name: 'an unknown order', method: 'GET', path: `/orders/${draw.whole(7000, 9999)}`, status: 404 },
    {
      name: 'a slow order',
      method: 'GET',
      path: `/orders/${draw.pick(ORDERS)}?delay=${draw.whole(30, 60)}`,
      status: 200,
    },
  ],
  lastRequest: draw => ({
    name: 'the last order',
    method: 'GET',
    path: `/orders/${draw.pick(ORDERS)}?delay=60`,
    status: 200,
  }),

  tasks: [
    {
      id: 1,
      title: 'The gateway sends its spans',
      rules: [
        { rule: 'answers' },
        { rule: 'reports', services: ['api-gateway'] },
        { rule: 'entry', service: 'api-gateway', name: 'GET /orders/:id' },
      ],
      hints: [
        'What must be true of `tracing.ts` before `main.ts` loads Express? And who carries a span out of the process?',
        'Open api-gateway/tracing.ts. You need three things in this order: the imports of the SDK, `register({ include: [...] })`, and a `NodeSDK` that is started.',
        'Import NodeSDK, OTLPTraceExporter, HttpInstrumentation, ExpressInstrumentation and register. Then:\n  register({ include: [\'express\', \'http\', \'https\'] });\n  const sdk = new NodeSDK({ serviceName: \'api-gateway\', traceExporter: new OTLPTraceExporter(), instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()] });\n  sdk.start();',
      ],
    },
    {
      id: 2,
      title: 'order-service joins the trace',
      rules: [
        { rule: 'reports', services: ['order-service'] },
        { rule: 'entry', service: 'order-service', name: 'GET /orders/:id' },
        { rule: 'edge', from: 'api-gateway', to: 'order-service', times: 1 },
      ],
      hints: [
        'The gateway already sends a traceparent header along. Who reads it in order-service?',
        'order-service is a process of its own: it needs an SDK of its own, with a name of its own.',
        'Copy what works from api-gateway/tracing.ts to order-service/tracing.ts, and change one word: the serviceName.',
      ],
    },
    {
      id: 3,
      title: 'user-service is found under its own name',
      rules: [
        { rule: 'reports', requests: FOUND, services: ['user-service'] },
        { rule: 'entry', requests: FOUND, service: 'user-service', name: 'GET /users/:id' },
        { rule: 'edge', requests: FOUND, from: 'order-service', to: 'user-service', times: 1 },
      ],
      hints: [
        'This file starts an SDK, and still nothing arrives. Where does it send to? Under which name?',
        'An exporter takes the `url` as it is written; it adds no path. And a service that is given no name is called unknown_service.',
        'Leave `url` out, or write http://localhost:4318/v1/traces. Add serviceName: \'user-service\' to the NodeSDK.',
      ],
    },
    {
      id: 4,
      title: 'One request is one whole trace, to the last span',
      rules: [
        { rule: 'reports', requests: FOUND, services: ['api-gateway', 'order-service', 'user-service'] },
        { rule: 'one-trace' },
        {
          rule: 'nothing-lost-at-stop',
          services: ['api-gateway', 'order-service', 'user-service'],
        },
      ],
      hints: [
        'Look at the parents: does every span name a parent that is there?',
        'A trace breaks where one service does not send the header, or the next one does not read it. It loses its end where something stops before the spans are sent.',
        'All three files have the same shape: register, new NodeSDK with name, exporter and both instrumentations, start. Nothing else is needed, least of all a shutdown of your own.',
      ],
    },
  ],

  expected: {
    request: 'an order',
    tree: {
      service: 'api-gateway',
      name: 'GET /orders/:id',
      kind: 'server',
      children: [
        {
          service: 'api-gateway',
          name: 'GET',
          kind: 'client',
          children: [
            {
              service: 'order-service',
              name: 'GET /orders/:id',
              kind: 'server',
              children: [
                {
                  service: 'order-service',
                  name: 'GET',
                  kind: 'client',
                  children: [{ service: 'user-service', name: 'GET /users/:id', kind: 'server' }],
                },
              ],
            },
          ],
        },
      ],
    },
  },
};

export default lab;
