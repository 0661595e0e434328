// Who calls whom: for each span with a known parent, one call from the parent's service to its own.

import { type Span, serviceName } from '#trace-model/span.ts';

export type DependencyLink = { parent: string; child: string; callCount: number };

export type DependencyCounter = { add(spans: readonly Span[]): void; links(): DependencyLink[] };

/** Counts traces that lie wholly between the two times. */
export function dependencyCounter(startNano: bigint, endNano: bigint): DependencyCounter {
  const links = new Map<string, DependencyLink>();
  return {
    add(spans) {
      if (!spans.every(span => span.startNano > startNano && span.endNano < endNano)) return;
      const services = new Map(spans.map(span => [span.spanId, serviceName(span)]));
      for (const span of spans) {
        const parent = services.get(span.parentSpanId);
        if (span.parentSpanId === '' || parent === undefined) continue;
        const child = serviceName(span);
        const key = JSON.stringify([parent, child]);
        const link = links.get(key) ?? { parent, child, callCount: 0 };
        links.set(key, link);
        link.callCount++;
      }
    },
    links: () => [...links.values()],
  };
}
