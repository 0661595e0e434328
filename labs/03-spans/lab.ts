import type { Draw } from '#trace-check/draw.ts';
import type { Lab, LabRequest, Rule, SpanMatch } from '#trace-check/lab.ts';

const ON_THE_SHELF = ['Laptop', 'Monitor', 'Keyboard', 'Mouse', 'Webcam'] as const;
const SOLD_OUT = { product: 'Turntable', quantity: 1 };

/** The fault lasts between these. */
const SLOW_MS = 32;
const SLOWEST_MS = 45;
/** The span round it lasts at least this long; the SDK's clocks may lose some milliseconds on a busy machine. */
const SEEN_MS = 20;

const basket = (draw: Draw, size: number): { product: string; quantity: number }[] => {
  const shelf = [...ON_THE_SHELF];
  return Array.from({ length: size }, () => {
    const product = draw.pick(shelf);
    shelf.splice(shelf.indexOf(product), 1);
    return { product, quantity: draw.whole(1, 4) };
  });
};

const order = (name: string, status: number, body: object): LabRequest => ({
  name,
  service: 'order-service',
  method: 'POST',
  path: '/orders',
  body,
  status,
  ...(status === 201 ? { answerHas: ['id', 'items', 'total', 'receipt'] } : {}),
});

const PLACED = ['an order', 'an order of several items', 'a slow order'];
const TAKEN_BACK = ['an order with a sold-out item', 'an order that is not saved'];
const RESERVED = [...PLACED, ...TAKEN_BACK];
const SAVED = [...PLACED, 'an order that is not saved'];

const own = (name: string): SpanMatch => ({ service: 'order-service', name, kind: 'internal' });
const asked = (name: string): SpanMatch => ({ service: 'inventory-service', name, kind: 'server' });
const reservation = asked('POST /products/:name/reservations');
const giveBack = asked('POST /products/:name/returns');

/** It ends after what lies inside it. */
const holds = (name: string): Rule => ({
  rule: 'inside-parent',
  service: 'order-service',
  parent: own(name),
});

const lab: Lab = {
  title: 'Spans by hand',
  goal: 'The steps of placing an order are a tree of spans, also when the order fails.',
  minutes: 35,
  lesson: '/lessons/spans',
  services: ['order-service', 'user-service', 'inventory-service'],
  parts: ['order-service/place-order.ts'],

  requests: draw => {
    const customer = (): string => draw.pick(['1', '2', '3', '4']);
    const [single] = basket(draw, 1);
    const slow = draw.whole(SLOW_MS, SLOWEST_MS);
    const unsaved = order('an order that is not saved', 503, {
      user_id: customer(),
      items: basket(draw, draw.whole(1, 3)),
    });
    return [
      order('an order', 201, { user_id: customer(), ...single }),
      {
        ...order('an order of several items', 201, {
          user_id: customer(),
          items: basket(draw, draw.whole(2, 4)),
        }),
        // starts are cut to whole milliseconds, so what is to be seen in a trace must last some
        path: `/orders?delay=${draw.whole(5, 9)}`,
      },
      {
        ...order('a slow order', 201, { user_id: customer(), items: basket(draw, 2) }),
        path: `/orders?delay=${draw.whole(12, 24)}`,
        faults: [{ service: 'order-service', step: 'save order', latency: slow }],
      },
      order('an order with a sold-out item', 409, {
        user_id: customer(),
        items: [...basket(draw, draw.whole(1, 3)), SOLD_OUT],
      }),
      { ...unsaved, faults: [{ service: 'order-service', step: 'save order', error: 503 }] },
      order('an order of a stranger', 404, {
        user_id: String(draw.whole(5000, 9999)),
        items: basket(draw, 1),
      }),
    ];
  },

  tasks: [
    {
      id: 1,
      title: 'Placing an order is one span',
      rules: [
        { rule: 'answers' },
        { rule: 'reports', services: ['order-service', 'user-service'] },
        {
          rule: 'span',
          span: own('place order'),
          count: 1,
          inside: { service: 'order-service', kind: 'server' },
        },
        {
          rule: 'span',
          span: { service: 'user-service', kind: 'server' },
          count: 1,
          inside: own('place order'),
        },
        holds('place order'),
      ],
      hints: [
        'Auto-instrumentation sees the request come in and the calls go out. Which function holds everything in between?',
        'A tracer comes from `trace.getTracer`. Its `startActiveSpan` takes a name and a function, hands that function the span, and returns what the function returns.',
        "At the top: const tracer = trace.getTracer('order-service');\nThen the body of placeOrder moves in here:\n  tracer.startActiveSpan('place order', async span => {\n    try { … } catch (error) { … } finally { span.end(); }\n  });\nplaceOrder must return what startActiveSpan returns.",
      ],
    },
    {
      id: 2,
      title: 'Reserving the items is a step of it',
      rules: [
        {
          rule: 'span',
          requests: RESERVED,
          span: own('reserve items'),
          count: 1,
          inside: own('place order'),
        },
        { rule: 'span', requests: RESERVED, span: reservation, inside: own('reserve items') },
        { rule: 'edge', requests: PLACED, from: 'order-service', to: 'inventory-service' },
        holds('reserve items'),
      ],
      hints: [
        'The loop in reserveItems ends in two ways: all items are reserved, or one is not to be had. In which of them must the span end?',
        'One span round the whole loop. Inside the function you hand to startActiveSpan it is the active one, so the calls in the loop become its children.',
        "return tracer.startActiveSpan('reserve items', async span => {\n  try {\n    for (…) { … }\n  } finally {\n    span.end();\n  }\n});",
      ],
    },
    {
      id: 3,
      title: 'Every item has a span, under one name',
      rules: [
        {
          rule: 'span',
          requests: RESERVED,
          span: own('reserve item'),
          count: { each: 'items' },
          inside: own('reserve items'),
          attributes: { 'app.item.product': { type: 'string' }, 'app.item.quantity': { type: 'number' } },
        },
        {
          rule: 'span',
          requests: ['an order'],
          span: own('reserve item'),
          attributes: {
            'app.item.product': { type: 'string', is: { from: 'body', path: 'product' } },
            'app.item.quantity': { type: 'number', is: { from: 'body', path: 'quantity' } },
          },
        },
        { rule: 'span', requests: RESERVED, span: reservation, inside: own('reserve item') },
        { rule: 'few-names', service: 'order-service' },
        holds('reserve item'),
      ],
      hints: [
        'How often does the line run that starts a span inside the loop? And how would you search for all reservations there ever were?',
        'A span that starts inside the loop starts once for each item. The name stays the same each time; product and quantity are attributes.',
        "for (const { product, quantity } of items) {\n  const item = await tracer.startActiveSpan('reserve item', async span => {\n    try {\n      span.setAttributes({ 'app.item.product': product, 'app.item.quantity': quantity });\n      return await shop.inventory.reserve(product, quantity, delay);\n    } finally { span.end(); }\n  });\n  reserved.push(item);\n}",
      ],
    },
    {
      id: 4,
      title: 'Saving is a step, the total is a fact',
      rules: [
        {
          rule: 'span',
          requests: SAVED,
          span: own('save order'),
          count: 1,
          inside: own('place order'),
          notInside: own('reserve items'),
        },
        { rule: 'span', requests: ['a slow order'], span: own('save order'), leastMs: SEEN_MS },
        {
          rule: 'span',
          requests: PLACED,
          span: own('place order'),
          attributes: { 'app.order.total': { type: 'number', is: { from: 'answer', path: 'total' } } },
        },
        { rule: 'no-span', span: { service: 'order-service', name: 'calculate total' } },
        holds('save order'),
      ],
      hints: [
        'Which of the two can ever be slow or fail: saving an order, or adding up its prices?',
        'saveOrder gets a span like the others. The total gets none: it is known inside placeOrder, where the span "place order" is at hand, and a span takes attributes until it ends.',
        "In saveOrder: the try … finally of the other steps, with the name 'save order'.\nIn placeOrder, right after the total is known: span.setAttribute('app.order.total', total);",
      ],
    },
    {
      id: 5,
      title: 'A failed order tells its story to the end',
      rules: [
        {
          rule: 'span',
          requests: TAKEN_BACK,
          span: own('give back items'),
          count: 1,
          inside: own('place order'),
        },
        { rule: 'span', requests: TAKEN_BACK, span: giveBack, inside: own('give back items') },
        {
          rule: 'no-span',
          requests: PLACED,
          span: { service: 'order-service', name: 'give back items' },
        },
        { rule: 'one-trace' },
        holds('give back items'),
        { rule: 'few-spans', requests: ['an order'], service: 'order-service', most: 8, automatic: true },
      ],
      hints: [
        'When the last item is sold out, the ones before it go back on the shelf. Where in the trace would you look for that?',
        'giveBackItems gets a span of its own. It runs in the catch of placeOrder, so "place order" must still be open then: its end belongs in finally, after the catch.',
        "return tracer.startActiveSpan('give back items', async span => {\n  try {\n    await Promise.allSettled(…);\n  } finally {\n    span.end();\n  }\n});",
      ],
    },
  ],

  expected: {
    request: 'an order of several items',
    tree: {
      service: 'order-service',
      name: 'POST /orders',
      kind: 'server',
      children: [
        {
          service: 'order-service',
          name: 'place order',
          children: [
            {
              service: 'order-service',
              name: 'GET',
              kind: 'client',
              children: [{ service: 'user-service', name: 'GET /users/:id', kind: 'server' }],
            },
            {
              service: 'order-service',
              name: 'reserve items',
              children: [1, 2].map(() => ({
                service: 'order-service',
                name: 'reserve item',
                children: [
                  {
                    service: 'order-service',
                    name: 'POST',
                    kind: 'client',
                    children: [
                      { ...reservation, service: 'inventory-service', name: reservation.name ?? '' },
                    ],
                  },
                ],
              })),
            },
            { service: 'order-service', name: 'save order' },
          ],
        },
      ],
    },
  },
};

export default lab;
