// What a copy of the store's spans lacks: all of them at first, later what came and went since it was asked last.

import type { TraceStore } from '../store.ts';
import type { ToSql } from './sql-process.ts';
import type { Bodies } from './sql-records.ts';

export type SqlSync = {
  /** From now back to the last time this was asked. Each is to be done before the next is asked for. */
  pieces(): Iterable<{ message: ToSql; spans: number }>;
  close(): void;
};

/** About 10 ms of reading in the store. */
const SPANS_A_PIECE = 2000;

/** What is there of a trace: enough to see whether it only grew. */
type Known = { bodies: number; bytes: number };

export const sqlSync = (store: TraceStore): SqlSync => {
  const known = new Map<string, Known>();
  let changed = new Set(store.traceIds());
  let evicted = store.counts().evictedTraces;
  const close = store.onArrival(traceIds => {
    for (const traceId of traceIds) changed.add(traceId);
  });

  /** Only what is new, where the beginning is what is there already. */
  const lacking = (traceId: string, bodies: Uint8Array[], mayHaveGone: boolean): Bodies => {
    const before = known.get(traceId);
    known.set(traceId, { bodies: bodies.length, bytes: bytesOf(bodies) });
    const grew =
      before !== undefined && !mayHaveGone && bytesOf(bodies.slice(0, before.bodies)) === before.bytes;
    return grew
      ? { traceId, bodies: bodies.slice(before.bodies), grows: true }
      : { traceId, bodies, grows: false };
  };

  return {
    *pieces() {
      // what arrives meanwhile is for the next time: with spans coming in faster than they are read, this would
      // never end
      const wanted = changed;
      changed = new Set();
      const { evictedTraces } = store.counts();
      const mayHaveGone = evictedTraces !== evicted;
      evicted = evictedTraces;
      let traces: Bodies[] = [];
      let spans = 0;
      for (const traceId of wanted) {
        const kept = store.bodies(traceId);
        if (kept === undefined) continue;
        traces.push(lacking(traceId, kept.bodies, mayHaveGone));
        spans += kept.spans;
        if (spans < SPANS_A_PIECE) continue;
        yield { message: { does: 'put', traces }, spans };
        traces = [];
        spans = 0;
      }
      if (traces.length > 0) yield { message: { does: 'put', traces }, spans };
      if (known.size === store.counts().traces) return;
      const here = new Set(store.traceIds());
      const gone = [...known.keys()].filter(traceId => !here.has(traceId));
      for (const traceId of gone) known.delete(traceId);
      if (gone.length > 0) yield { message: { does: 'drop', traceIds: gone }, spans: 0 };
    },
    close,
  };
};

const bytesOf = (bodies: readonly Uint8Array[]): number =>
  bodies.reduce((sum, { byteLength }) => sum + byteLength, 0);
