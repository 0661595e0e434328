// A trace in a dozen numbers, as Jaeger's search results show it.

import { type Span, serviceName } from '#trace-model/span.ts';

export type ServiceSummary = { name: string; spanCount: number; errorSpanCount: number };

export type TraceSummary = {
  traceId: string;
  rootServiceName: string;
  rootOperationName: string;
  minStartNano: bigint;
  maxEndNano: bigint;
  spanCount: number;
  errorSpanCount: number;
  /** Spans that name a parent which is not there. */
  orphanSpanCount: number;
  services: ServiceSummary[];
};

export function summarize(spans: readonly Span[]): TraceSummary {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const services = new Map<string, ServiceSummary>();
  const [first] = spans;
  let root: Span | undefined;
  let minStartNano = first?.startNano ?? 0n;
  let maxEndNano = first?.endNano ?? 0n;
  let errorSpanCount = 0;
  let orphanSpanCount = 0;
  for (const span of spans) {
    const name = serviceName(span);
    const service = services.get(name) ?? { name, spanCount: 0, errorSpanCount: 0 };
    services.set(name, service);
    service.spanCount++;
    if (span.status.code === 'error') {
      service.errorSpanCount++;
      errorSpanCount++;
    }
    if (span.startNano < minStartNano) minStartNano = span.startNano;
    if (span.endNano > maxEndNano) maxEndNano = span.endNano;
    if (span.parentSpanId === '') {
      if (root === undefined || span.startNano < root.startNano) root = span;
    } else if (!ids.has(span.parentSpanId)) orphanSpanCount++;
  }
  return {
    traceId: first?.traceId ?? '',
    rootServiceName: root === undefined ? '' : serviceName(root),
    rootOperationName: root?.name ?? '',
    minStartNano,
    maxEndNano,
    spanCount: spans.length,
    errorSpanCount,
    orphanSpanCount,
    services: [...services.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
