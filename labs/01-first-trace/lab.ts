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
        'Express is loaded by main.ts. What must be in place by then? And who carries a span out of the process?',
        'Open api-gateway/tracing.ts. It needs, in this order: the five imports of the table in README.md, register({ include: [...] }), and a NodeSDK with a name, an exporter and two instrumentations that is started.',
        `After the imports:
  register({ include: ['express', 'http', 'https'] });
  const sdk = new NodeSDK({
    serviceName: 'api-gateway',
    traceExporter: new OTLPTraceExporter(),
    instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()],
  });
  sdk.start();`,
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
        'The gateway sends a traceparent header along. Who reads it in order-service?',
        'order-service is a process of its own. It needs an SDK of its own in order-service/tracing.ts, with a name of its own.',
        "Copy what works from api-gateway/tracing.ts to order-service/tracing.ts, and change one word: serviceName: 'order-service'.",
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
        'The file starts an SDK, and still nothing arrives. Where does it send to? And under which name would you look for it?',
        'An exporter uses the url in user-service/tracing.ts as it is written: it adds no path. And a service that nobody names is called unknown_service.',
        "Leave url out: new OTLPTraceExporter(). And give the NodeSDK a name: serviceName: 'user-service'.",
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
        'A request is still open when user-service is told to stop. Which comes first: the end of its span, or the end of the SDK?',
        'Look at the last line of user-service/tracing.ts. Who else shuts tracing down, and when? services/chassis/serve.ts knows.',
        'Remove the line with sdk.shutdown(). The chassis first lets open requests finish, then sends the spans that are left.',
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
