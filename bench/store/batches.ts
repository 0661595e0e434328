// What the bench sends: batches of 512 spans, 10 spans a trace, 10 attributes each, as OTLP protobuf.

import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';

const BATCH = 512;
export const SPANS_A_TRACE = 10;
const SERVICES = ['api-gateway', 'order-service', 'user-service', 'inventory-service', 'order-worker'];

export const traceIdOf = (number: number): string => number.toString(16).padStart(32, '0');

export function batches(spanCount: number): Uint8Array[] {
  const bodies: Uint8Array[] = [];
  let waiting: Span[] = [];
  for (let number = 1; number <= spanCount / SPANS_A_TRACE; number++) {
    waiting.push(...oneTrace(number));
    if (waiting.length < BATCH) continue;
    bodies.push(encodeOtlpProtobuf(waiting.slice(0, BATCH)));
    waiting = waiting.slice(BATCH);
  }
  if (waiting.length > 0) bodies.push(encodeOtlpProtobuf(waiting));
  return bodies;
}

function oneTrace(number: number): Span[] {
  const attributes = {
    'http.request.method': 'POST',
    'http.response.status_code': 201,
    'url.path': '/orders',
    'server.address': 'localhost',
    'server.port': 8080,
    'order.id': number,
    'user.id': `user-${number % 100}`,
    'order.total': 12.5,
    'network.protocol.version': '1.1',
  };
  const steps = Array.from({ length: SPANS_A_TRACE - 1 }, (_, step) =>
    span(SERVICES[(number + step) % SERVICES.length] ?? '', `step ${step}`, {
      kind: 'client',
      attributes: { ...attributes, step },
    }),
  );
  const root = span(
    'api-gateway',
    'POST /orders',
    {
      kind: 'server',
      attributes: { ...attributes, step: -1 },
      // one in 200 is slow, for the search by duration
      ...(number % 200 === 0 ? { ms: 3_000 } : {}),
    },
    steps,
  );
  return trace(root, { number, startMs: number });
}
