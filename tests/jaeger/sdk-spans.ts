// What the real SDK makes of a small shop, once for each way to send it, so that no span comes by two ways.

import { type Context, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** Keeps ended spans, to be exported to several servers. */
class Keeper implements SpanProcessor {
  readonly spans: ReadableSpan[] = [];
  onStart(): void {}
  onEnd(span: ReadableSpan): void {
    this.spans.push(span);
  }
  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

const ATTRIBUTES = {
  text: 'Laptop "15\\"',
  unicode: 'Grüße 👋 日本 \u0000 \u2028 \ud800',
  empty: '',
  huge: 'x'.repeat(20_000),
  yes: true,
  no: false,
  zero: 0,
  int: 42,
  negative: -7,
  large: 2 ** 53 - 1,
  half: 0.5,
  tiny: 1e-7,
  million: 1_000_000.5,
  list: ['a', 'b', ''],
  numbers: [1, 2, 3],
  halves: [0.5, 1.5],
  flags: [true, false],
  none: [],
  'http.request.method': 'POST',
  error: 'a word',
  'span.kind': 'server',
  Upper: 'first in order',
};

/** Four traces: one that succeeds, one that fails, one with every attribute, one with links. */
export const sdkSpans = async (way: string): Promise<ReadableSpan[]> => {
  const keeper = new Keeper();
  const tracerOf = (service: string) =>
    new TracerProvider({
      resource: resourceFromAttributes({
        'service.name': `${way}-${service}`,
        'service.version': '1.2.3',
        'host.name': `host-of-${service}`,
        'process.pid': 4711,
        'telemetry.sdk.language': 'nodejs',
      }),
      spanProcessors: [keeper],
    }).getTracer('shop', '2.0.0');
  const gateway = tracerOf('gateway');
  const orders = tracerOf('orders');
  const within = (parent: Span): Context => trace.setSpan(context.active(), parent);

  const order = gateway.startSpan('POST /orders', { kind: SpanKind.SERVER });
  const call = gateway.startSpan('POST', { kind: SpanKind.CLIENT }, within(order));
  const place = orders.startSpan('POST /orders', { kind: SpanKind.SERVER }, within(call));
  const queue = orders.startSpan('orders publish', { kind: SpanKind.PRODUCER }, within(place));
  const work = orders.startSpan('orders process', { kind: SpanKind.CONSUMER }, within(queue));
  place.addEvent('stock checked', { left: 3, warehouse: 'north' });
  place.setStatus({ code: SpanStatusCode.OK });
  for (const span of [work, queue, place, call, order]) span.end();

  const failing = gateway.startSpan('GET /orders/:id', { kind: SpanKind.SERVER });
  const load = gateway.startSpan('load', {}, within(failing));
  load.recordException(new RangeError('no such order: 7'));
  load.setStatus({ code: SpanStatusCode.ERROR, message: 'no such order' });
  load.end();
  failing.setStatus({ code: SpanStatusCode.ERROR });
  failing.end();

  const rich = orders.startSpan('everything', { attributes: ATTRIBUTES });
  rich.addEvent('z last by name', ATTRIBUTES);
  rich.addEvent('a first by name');
  rich.end();

  const linked = orders.startSpan('linked', {
    links: [
      { context: order.spanContext(), attributes: { why: 'batch', at: 1 } },
      { context: failing.spanContext() },
      { context: { ...rich.spanContext(), traceFlags: 0 } },
    ],
  });
  linked.end();
  return keeper.spans;
};
