// Which traces the lessons show, and how each comes about: the shop's parts, a mistake made on purpose, a request.

export type Request = { method: 'GET' | 'POST'; path: string; body?: object };
export type Shot = {
  /** The name of the file it becomes. */
  name: string;
  request: Request;
  /** A step of a service that fails once, and how slowly it does. */
  fault?: { service: 'order-service' | 'inventory-service'; step: string; error: number; latency?: number };
};
/** A mistake: in `part` of the shop, `from` is replaced by `to` wherever it stands. */
export type Edit = { part: string; from: string; to: string };
export type Scene = { parts: string[]; edits: Edit[]; shots: Shot[] };

/** Auto-instrumentation alone: the labs' starters have no spans of their own. */
const BARE = ['solutions/03-spans/starter', 'solutions/05-events-and-errors/starter'];
const SOLVED = ['solutions/05-events-and-errors', 'solutions/03-spans'];
const PLACE_ORDER = 'order-service/place-order.ts';
const TAKE_PAYMENT = 'order-service/take-payment.ts';

const order = (userId: string, product: string): Request => ({
  method: 'POST',
  path: '/orders',
  body: { user_id: userId, product, quantity: 1 },
});
const lookup: Request = { method: 'GET', path: '/orders/1001' };
const laptop = order('1', 'Laptop');
const twoThings: Request = {
  method: 'POST',
  path: '/orders',
  body: {
    user_id: '1',
    items: [
      { product: 'Laptop', quantity: 1 },
      { product: 'Mouse', quantity: 2 },
    ],
  },
};
const cardCompanyDown = { service: 'order-service', step: 'charge card', error: 503 } as const;

export const SCENES: Scene[] = [
  {
    parts: BARE,
    edits: [],
    shots: [
      { name: 'lookup', request: lookup },
      { name: 'order', request: laptop },
      {
        name: 'order-failed',
        request: order('2', 'Monitor'),
        fault: { service: 'inventory-service', step: 'reserve item', error: 503, latency: 40 },
      },
    ],
  },
  {
    parts: BARE,
    edits: [
      {
        part: 'order-service/tracing.ts',
        from: "register({ include: ['express', 'http', 'https'] });",
        to: '',
      },
    ],
    shots: [{ name: 'lookup-no-hook', request: lookup }],
  },
  {
    parts: SOLVED,
    edits: [],
    shots: [
      { name: 'steps', request: twoThings },
      { name: 'payment', request: laptop },
      { name: 'payment-declined', request: order('7', 'Laptop') },
      { name: 'payment-failed', request: laptop, fault: cardCompanyDown },
      { name: 'unknown-user', request: order('9', 'Laptop') },
    ],
  },
  {
    parts: SOLVED,
    edits: [
      { part: PLACE_ORDER, from: 'tracer.startActiveSpan(', to: 'startOnly(' },
      {
        part: PLACE_ORDER,
        from: "const tracer = trace.getTracer('order-service');",
        to: `const tracer = trace.getTracer('order-service');
type Span = import('@opentelemetry/api').Span;
const startOnly = <T,>(name: string, run: (span: Span) => T): T => run(tracer.startSpan(name));`,
      },
    ],
    shots: [{ name: 'steps-flat', request: twoThings }],
  },
  {
    parts: SOLVED,
    edits: [
      {
        part: PLACE_ORDER,
        from: 'reserved.push(await reserveItem(item, delay, shop));\n    } finally {\n      span.end();',
        to: 'reserved.push(await reserveItem(item, delay, shop));\n    } finally {',
      },
    ],
    shots: [{ name: 'steps-orphan', request: twoThings }],
  },
  {
    parts: SOLVED,
    edits: [
      { part: TAKE_PAYMENT, from: 'else markFailed(span, error);', to: '' },
      {
        part: PLACE_ORDER,
        from: 'shop.takePayment(payment, shop.terminal)',
        to: "shop.takePayment(payment, shop.terminal).catch(() => ({ id: 'open' }))",
      },
    ],
    shots: [{ name: 'payment-swallowed', request: laptop, fault: cardCompanyDown }],
  },
];
