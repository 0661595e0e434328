// Spans and received headers that a page holds as a source: nobody is asked, and the trace has no page of its own.

import type { Span } from '#trace-model/span.ts';
import type { ReceivedHop, TraceSource } from './trace-source.ts';

export const sourceOfSpans = (
  spans: readonly Span[],
  hops: readonly ReceivedHop[],
  lessonAddress: (path: string) => string,
): TraceSource => {
  const byId = Map.groupBy(spans, span => span.spanId);
  return {
    spansAtHand: (_, spanId) => byId.get(spanId),
    loadSpans: async (_, spanId) => byId.get(spanId) ?? [],
    hopsAtHand: () => hops,
    loadHops: async () => hops,
    spanAddress: () => undefined,
    lessonAddress,
  };
};
