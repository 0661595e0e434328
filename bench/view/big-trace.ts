// A trace of any size for the bench of the pages: a few deep requests after one another, with calls that wait, run
// side by side and fail, ten attributes on every span, deterministic.

import { FIRST_NANO, plainAttributes } from '#trace-model/builder.ts';
import type { Resource, Scope, Span } from '#trace-model/span.ts';

const SERVICES = [
  'api-gateway',
  'order-service',
  'user-service',
  'inventory-service',
  'order-worker',
  'payments',
];
const NAMES = [
  'POST /orders',
  'reserve stock',
  'SELECT orders',
  'GET /users/:id',
  'publish order',
  'charge card',
];
const CHILDREN = 6;
const US = 1000n;

const scope: Scope = {
  name: 'bench',
  version: '1.0.0',
  attributes: plainAttributes({}),
  droppedAttributesCount: 0,
  schemaUrl: '',
};

const idOf = (number: number): string => number.toString(16).padStart(16, '0');

/** Span n hangs under span (n − 1) / 6, and lies within it. */
export const bigTrace = (count: number, number = 1): Span[] => {
  const resources = SERVICES.map(
    (service, index): Resource => ({
      attributes: plainAttributes({ 'service.name': service, 'process.pid': 100 + index }),
      droppedAttributesCount: 0,
      schemaUrl: '',
    }),
  );
  const spans: Span[] = [];
  for (let index = 0; index < count; index++) {
    const parent = index === 0 ? undefined : spans[Math.floor((index - 1) / CHILDREN)];
    const place = (index - 1) % CHILDREN;
    const room = parent === undefined ? 0n : (parent.endNano - parent.startNano) / BigInt(CHILDREN + 1);
    const startNano = parent === undefined ? FIRST_NANO : parent.startNano + room * BigInt(place) + 100n;
    const endNano = parent === undefined ? startNano + 30_000_000n * US : startNano + room + room / 5n;
    const service = (index * 7) % SERVICES.length;
    const resource = resources[service];
    if (resource === undefined) continue;
    const failed = index % 97 === 96;
    spans.push({
      traceId: number.toString(16).padStart(32, '0'),
      spanId: idOf(index + 1),
      parentSpanId: parent?.spanId ?? '',
      traceState: '',
      flags: 0x101,
      name: `${NAMES[(index * 5) % NAMES.length]}${index % 50 === 0 ? ` batch ${index}` : ''}`,
      kind: 'internal',
      startNano,
      endNano: parent !== undefined && endNano > parent.endNano ? parent.endNano : endNano,
      attributes: plainAttributes({
        'http.request.method': 'POST',
        'http.response.status_code': failed ? 500 : 201,
        'url.path': '/orders',
        'server.address': 'localhost',
        'server.port': 8080,
        'order.id': index,
        'user.id': `user-${index % 100}`,
        'order.total': 12.5,
        'network.protocol.version': '1.1',
        'code.function.name': `step${index % 300}`,
      }),
      droppedAttributesCount: 0,
      events: failed
        ? [
            {
              timeNano: startNano + room / 2n,
              name: 'exception',
              attributes: plainAttributes({
                'exception.type': 'OutOfStock',
                'exception.message': 'no stock left',
              }),
              droppedAttributesCount: 0,
            },
          ]
        : [],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: failed ? { code: 'error', message: 'no stock left' } : { code: 'unset', message: '' },
      resource,
      scope,
    });
  }
  return spans;
};
