// Every service seen, and the operations of each, as the search form offers them.

import { type Span, type SpanKind, serviceName } from '#trace-model/span.ts';

export type Operation = { name: string; kind: SpanKind };

export type Catalog = {
  add(span: Span): void;
  services(): string[];
  operations(service: string): Operation[];
};

/** Ids in span names make endless operations; past this many they are no longer listed. */
const MOST_OPERATIONS = 5000;

export function catalog(): Catalog {
  const byService = new Map<string, Map<string, Operation[]>>();
  const counts = new Map<string, number>();
  return {
    add(span) {
      const service = serviceName(span);
      if (service === '') return;
      const byName = byService.get(service) ?? new Map<string, Operation[]>();
      if (byName.size === 0) byService.set(service, byName);
      const sameName = byName.get(span.name);
      if (sameName?.some(({ kind }) => kind === span.kind)) return;
      const count = counts.get(service) ?? 0;
      if (count >= MOST_OPERATIONS) return;
      counts.set(service, count + 1);
      const operation = { name: span.name, kind: span.kind };
      if (sameName === undefined) byName.set(span.name, [operation]);
      else sameName.push(operation);
    },
    services: () => [...byService.keys()].sort(),
    operations: service => Array.from(byService.get(service)?.values() ?? []).flat(),
  };
}
