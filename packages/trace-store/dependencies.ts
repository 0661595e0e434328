// Who calls whom, as Jaeger counts it: for each span with a known parent, one call from the parent's service to its
// own, also where both are the same.

import { type CallTable, NONE } from './calls/call-table.ts';

export type DependencyLink = { parent: string; child: string; callCount: number };

/** Counts traces that lie wholly between the two times. */
export function dependencyLinks(table: CallTable, startNano: bigint, endNano: bigint): DependencyLink[] {
  const { service, caller } = table.columns();
  const links = new Map<string, DependencyLink>();
  for (const trace of table.traces()) {
    if (trace.startNano <= startNano || trace.endNano >= endNano) continue;
    for (let row = trace.from; row < trace.to; row++) {
      const from = caller[row] ?? NONE;
      if (from === NONE) continue;
      const to = service[row] ?? NONE;
      const key = `${from} ${to}`;
      const link = links.get(key) ?? { parent: table.name(from), child: table.name(to), callCount: 0 };
      links.set(key, link);
      link.callCount++;
    }
  }
  return [...links.values()].sort((a, b) => compare(a.parent, b.parent) || compare(a.child, b.child));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
