// What the head of the trace page says.

import { MARKS, type TraceColumns } from '../columns/trace-columns.ts';

export type TraceSummary = {
  spans: number;
  errors: number;
  /** How many levels. */
  depth: number;
  /** Without a parent, true roots and salvaged ones. */
  roots: number;
  orphans: number;
  services: { name: string; spans: number; errors: number }[];
};

export const summaryOfTrace = (trace: TraceColumns): TraceSummary => {
  const services = trace.services.map(name => ({ name, spans: 0, errors: 0 }));
  const summary: TraceSummary = { spans: trace.rows, errors: 0, depth: 0, roots: 0, orphans: 0, services };
  const ORPHAN = MARKS.indexOf('orphan');
  for (let row = 0; row < trace.rows; row++) {
    const service = services[trace.service[row] ?? 0];
    const failed = trace.status[row] === 2;
    if (service !== undefined) {
      service.spans++;
      if (failed) service.errors++;
    }
    if (failed) summary.errors++;
    if (trace.parent[row] === -1) summary.roots++;
    if (trace.mark[row] === ORPHAN) summary.orphans++;
    summary.depth = Math.max(summary.depth, (trace.depth[row] ?? 0) + 1);
  }
  services.sort((a, b) => b.spans - a.spans);
  return summary;
};
