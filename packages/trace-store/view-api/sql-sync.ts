// What a copy of the store's spans lacks: all of them at first, later the traces that came, grew or went since.

import { changesOf } from '../changes.ts';
import type { TraceStore } from '../store.ts';
import type { ToSql } from './sql-process.ts';
import type { Bodies } from './sql-records.ts';

export type SqlSync = {
  /** From when this was asked last until now. */
  pieces(): Iterable<{ message: ToSql; spans: number }>;
  close(): void;
};

/** About 10 ms of reading in the store. */
const SPANS_A_PIECE = 2000;

export const sqlSync = (store: TraceStore): SqlSync => {
  const known = new Set<string>();
  const changes = changesOf(store);
  return {
    *pieces() {
      let traces: Bodies[] = [];
      let spans = 0;
      for (const traceId of changes.take()) {
        const kept = store.bodies(traceId);
        if (kept === undefined) continue;
        known.add(traceId);
        traces.push({ traceId, bodies: kept.bodies });
        spans += kept.spans;
        if (spans < SPANS_A_PIECE) continue;
        yield { message: { does: 'put', traces }, spans };
        traces = [];
        spans = 0;
      }
      if (traces.length > 0) yield { message: { does: 'put', traces }, spans };
      if (known.size === store.counts().traces) return;
      const here = new Set(store.traceIds());
      const gone = [...known].filter(traceId => !here.has(traceId));
      for (const traceId of gone) known.delete(traceId);
      if (gone.length > 0) yield { message: { does: 'drop', traceIds: gone }, spans: 0 };
    },
    close: changes.close,
  };
};
