// Every service seen, and the operations of each, as the search form offers them.

import type { SpanKind } from '#trace-model/span.ts';

export type Operation = { name: string; kind: SpanKind };

export type Catalog = {
  /** Answers whether it is news. */
  add(service: string, operation: Operation): boolean;
  services(): string[];
  operations(service: string): Operation[];
};

/** Ids in span names make endless operations; past this many they are no longer listed. */
const MOST_OPERATIONS = 5000;

export function catalog(): Catalog {
  const byService = new Map<string, Map<string, Operation[]>>();
  const counts = new Map<string, number>();
  return {
    add(service, operation) {
      if (service === '') return false;
      const byName = byService.get(service) ?? new Map<string, Operation[]>();
      if (byName.size === 0) byService.set(service, byName);
      const sameName = byName.get(operation.name);
      if (sameName?.some(({ kind }) => kind === operation.kind)) return false;
      const count = counts.get(service) ?? 0;
      if (count >= MOST_OPERATIONS) return false;
      counts.set(service, count + 1);
      if (sameName === undefined) byName.set(operation.name, [operation]);
      else sameName.push(operation);
      return true;
    },
    services: () => [...byService.keys()].sort(),
    operations: service => Array.from(byService.get(service)?.values() ?? []).flat(),
  };
}
