import type { Draw } from '#trace-check/draw.ts';
import type { Lab, LabRequest, SpanMatch } from '#trace-check/lab.ts';

const ENTRY: SpanMatch = { service: 'order-service', kind: 'server', name: 'POST /orders' };
const PAYMENT: SpanMatch = { service: 'order-service', name: 'take payment' };

const GOOD = 'an order';
const SLOW = 'an order with a slow payment';
const BROKEN = 'an order while the card company is down';
const DECLINED = 'an order with a declined card';
const UNKNOWN = 'an order of somebody unknown';
const UNSAVED = 'an order that can not be saved';
const PAID = [GOOD, SLOW];

const CHARGE = { service: 'order-service', step: 'charge card' } as const;
const SAVE = { service: 'order-service', step: 'save order' } as const;

/** A slow payment is slowed down by this much; its span must last as long. */
const SLOW_MS = 30;
const SLOWEST_MS = 50;

/** The card company always declines this customer. */
const DECLINED_USER = '7';
const USERS = ['1', '2', '3', '4'] as const;
const PRODUCTS = ['Laptop', 'Monitor', 'Keyboard', 'Webcam'] as const;

/** What no trace may hold; see user-service/users.ts. */
const CARDS = ['11', '22', '33', '44', '02'].map(end => `4000-0000-0000-00${end}`);

const orderOf = (
  draw: Draw,
  name: string,
  status: number,
  { userId = draw.pick(USERS), faults }: { userId?: string; faults?: LabRequest['faults'] } = {},
): LabRequest => ({
  name,
  service: 'order-service',
  method: 'POST',
  path: '/orders',
  body: { user_id: userId, product: draw.pick(PRODUCTS), quantity: draw.whole(2, 9) },
  status,
  ...(faults ? { faults } : {}),
});

const lab: Lab = {
  title: 'Events and errors',
  goal: 'A payment tells its moments, and the trace tells a payment that broke from one that was declined.',
  minutes: 35,
  lesson: '/lessons/events-and-errors',
  services: ['order-service', 'user-service', 'inventory-service'],
  parts: ['order-service/take-payment.ts', 'order-service/routes.ts'],

  requests: draw => [
    orderOf(draw, GOOD, 201),
    orderOf(draw, SLOW, 201, { faults: [{ ...CHARGE, latency: draw.whole(SLOW_MS + 2, SLOWEST_MS) }] }),
    orderOf(draw, BROKEN, 503, { faults: [{ ...CHARGE, error: 503 }] }),
    orderOf(draw, DECLINED, 402, { userId: DECLINED_USER }),
    orderOf(draw, UNKNOWN, 404, { userId: String(draw.whole(600, 999)) }),
    orderOf(draw, UNSAVED, 500, { faults: [{ ...SAVE, error: 500 }] }),
  ],

  tasks: [
    {
      id: 1,
      title: 'A payment is a span that tells its moments',
      rules: [
        { rule: 'answers', requests: PAID },
        {
          rule: 'span',
          requests: PAID,
          span: PAYMENT,
          inside: ENTRY,
          count: 1,
          attributes: {
            'app.payment.amount': { type: 'number', is: { from: 'answer', path: 'total' } },
            'app.payment.currency': { type: 'string', is: { from: 'answer', path: 'currency' } },
          },
          events: [
            { name: 'card checked' },
            {
              name: 'card charged',
              attributes: {
                'app.payment.receipt': { type: 'string', is: { from: 'answer', path: 'receipt' } },
              },
            },
          ],
          status: 'not-error',
        },
        { rule: 'span', requests: [SLOW], span: PAYMENT, leastMs: SLOW_MS },
        { rule: 'few-names', service: 'order-service' },
        { rule: 'no-secret', what: 'the card number', values: CARDS },
      ],
      hints: [
        'Which moments of a payment would you want to see, had it taken far too long? And what is known only once the card is charged?',
        'Open order-service/take-payment.ts. Wrap both steps in tracer.startActiveSpan, return what it returns, and end the span in a finally. Facts of the whole payment go to setAttributes, moments to addEvent, each after the step it speaks of.',
        "tracer.startActiveSpan('take payment', async span => {\n  try {\n    span.setAttributes({ 'app.payment.amount': payment.amount, 'app.payment.currency': payment.currency });\n    await terminal.checkCard(payment);\n    span.addEvent('card checked');\n    const receipt = await terminal.chargeCard(payment);\n    span.addEvent('card charged', { 'app.payment.receipt': receipt.id });\n    return receipt;\n  } finally {\n    span.end();\n  }\n})",
      ],
    },
    {
      id: 2,
      title: 'A payment that breaks is red, and says why',
      rules: [
        { rule: 'answers', requests: [BROKEN] },
        {
          rule: 'span',
          requests: [BROKEN],
          span: PAYMENT,
          events: [{ name: 'card checked' }],
          noEvents: ['card charged', 'card declined'],
          status: 'error',
          exception: true,
        },
        { rule: 'span', requests: [BROKEN], span: ENTRY, status: 'error' },
      ],
      hints: [
        'The card company is down, and chargeCard throws. Who tells the span? And what does the caller need to know?',
        'Add a catch to the try you have. Two calls on the span: one says why, one says that. Then the error must travel on, or the shop sends goods nobody paid for.',
        'catch (error) {\n  span.recordException(error instanceof Error ? error : String(error));\n  span.setStatus({ code: SpanStatusCode.ERROR });\n  throw error;\n}',
      ],
    },
    {
      id: 3,
      title: 'A declined card stays green',
      rules: [
        { rule: 'answers', requests: [DECLINED, UNKNOWN] },
        {
          rule: 'span',
          requests: [DECLINED],
          span: PAYMENT,
          events: [{ name: 'card declined' }],
          noEvents: ['card charged'],
          status: 'not-error',
        },
        { rule: 'span', requests: [DECLINED, UNKNOWN], span: ENTRY, status: 'not-error' },
      ],
      hints: [
        'The card company was asked and said no. Would somebody have to mend something?',
        'checkCard throws CardDeclined for a no. Ask in your catch whether the error is one. An exception is how the code goes back; the status is what it means.',
        "if (error instanceof CardDeclined) span.addEvent('card declined');\nelse {\n  // recordException and setStatus, as before\n}\nthrow error;",
      ],
    },
    {
      id: 4,
      title: 'Every order says how it ended, where a search finds it',
      rules: [
        {
          rule: 'span',
          requests: PAID,
          span: ENTRY,
          attributes: { 'app.order.outcome': { type: 'string', is: 'placed' } },
        },
        {
          rule: 'span',
          requests: [DECLINED],
          span: ENTRY,
          attributes: { 'app.order.outcome': { type: 'string', is: 'declined' } },
        },
        {
          rule: 'span',
          requests: [BROKEN, UNSAVED],
          span: ENTRY,
          attributes: { 'app.order.outcome': { type: 'string', is: 'failed' } },
        },
        { rule: 'current-names', service: 'order-service' },
      ],
      hints: [
        'Open a trace and look at the spans above "take payment". Which one stands for the whole request? Is it the active one inside your handler?',
        'In an Express handler the active span is the one called "request handler". The entry span is kept by the HTTP instrumentation: getRPCMetadata(context.active())?.span, from @opentelemetry/core.',
        "const setOutcome = (outcome: string): void => {\n  getRPCMetadata(context.active())?.span.setAttribute('app.order.outcome', outcome);\n};\nCall it with 'placed' after placeOrder, with 'declined' where the card was declined, and with 'failed' for every other error.",
      ],
    },
    {
      id: 5,
      title: 'No failure loses its reason',
      rules: [
        { rule: 'answers', requests: [UNSAVED] },
        { rule: 'span', requests: [UNSAVED], span: ENTRY, status: 'error' },
        { rule: 'reason', requests: [UNSAVED, BROKEN], service: 'order-service' },
      ],
      hints: [
        'An order was paid and could not be saved. The entry span is red. Can you tell from the trace what broke?',
        'Look at the catch in order-service/routes.ts: it answers and keeps the error to itself. Nobody logs it either. What would happen if it threw the error on?',
        "In the catch: answer the declined card as before, and for every other error call setOutcome('failed') and then `throw error`. Express records it, and the chassis logs and answers it.",
      ],
    },
  ],

  expected: {
    request: GOOD,
    tree: {
      service: 'order-service',
      name: 'POST /orders',
      kind: 'server',
      children: [
        {
          service: 'order-service',
          name: 'place order',
          children: [
            { service: 'order-service', name: 'GET', kind: 'client' },
            { service: 'order-service', name: 'reserve items' },
            { service: 'order-service', name: 'take payment' },
            { service: 'order-service', name: 'save order' },
          ],
        },
      ],
    },
  },
};

export default lab;
