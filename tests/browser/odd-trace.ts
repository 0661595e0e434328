// An order whose trace has something odd in most places: for the details, the cards and the headers.

import { FIRST_NANO, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';

export const ODD_TRACE_ID = `${'0'.repeat(31)}9`;

const STACK = `CardError: declined
    at charge (/shop/order-service/charge.ts:12:11)
    at placeOrder (/shop/order-service/place-order.ts:31:9)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`;

export const oddTrace = (): Span[] => {
  const shift = BigInt(Date.now() - 60_000) * 1_000_000n - FIRST_NANO;
  const spans = trace(
    span(
      'api-gateway',
      'POST /orders',
      {
        kind: 'server',
        ms: 90,
        parentSpanId: 'b7ad6b7169203331',
        flags: 0x301,
        attributes: {
          'http.request.method': 'POST',
          'http.route': '/orders',
          'http.response.status_code': 500,
          'url.path': '/orders',
          'user_agent.original': 'curl/8.5',
          'order.amount': '1299',
        },
        status: 'error',
      },
      [
        span(
          'api-gateway',
          'POST',
          {
            kind: 'client',
            ms: 80,
            attributes: { 'http.method': 'POST', 'server.port': '8002', 'server.address': 'order-service' },
          },
          [
            span('order-service', 'POST', { kind: 'server', ms: 70, traceState: 'ot=th:8' }, [
              span('order-service', 'place order', { ms: 20 }, [
                span('order-service', 'charge', {
                  ms: 40,
                  status: { code: 'error', message: 'declined' },
                  events: [
                    { name: 'card sent', at: 2, attributes: { 'card.last4': '4242' } },
                    {
                      name: 'exception',
                      at: 30,
                      attributes: {
                        'exception.type': 'CardError',
                        'exception.message': 'declined',
                        'exception.stacktrace': STACK,
                      },
                    },
                  ],
                  links: [
                    { traceId: '8'.repeat(32), spanId: '8'.repeat(16), attributes: { why: 'retry of' } },
                  ],
                }),
              ]),
              span('order-service', 'lost', { parentSpanId: 'ff'.repeat(8), flags: 0x101 }),
            ]),
          ],
        ),
      ],
    ),
    { number: 9 },
  );
  return spans.map(one => ({
    ...one,
    startNano: one.startNano + shift,
    endNano: one.endNano + shift,
    events: one.events.map(event => ({ ...event, timeNano: event.timeNano + shift })),
  }));
};
