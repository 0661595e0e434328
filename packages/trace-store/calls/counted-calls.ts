// The table of calls of a store, brought up to date when someone asks: only traces that changed are decoded.
// One for each store, whoever asks: the service graph, and Jaeger's /api/dependencies.

import { changesOf } from '../changes.ts';
import type { TraceStore } from '../store.ts';
import { type CallTable, callTable } from './call-table.ts';

export type CountedCalls = {
  /** As the store is now. */
  upToDate(): Promise<CallTable>;
};

/** Then others are served. */
const LONGEST_AT_ONCE_MS = 8;

const known = new WeakMap<TraceStore, CountedCalls>();

export function countedCalls(store: TraceStore): CountedCalls {
  const counted = known.get(store) ?? open(store, () => known.delete(store));
  known.set(store, counted);
  return counted;
}

function open(store: TraceStore, startAnew: () => void): CountedCalls {
  const table = callTable();
  const changes = changesOf(store);
  let evicted = 0;
  let latest: Promise<unknown> = Promise.resolve();

  const catchUp = async (): Promise<CallTable> => {
    let since = performance.now();
    const rest = async (): Promise<void> => {
      if (performance.now() - since < LONGEST_AT_ONCE_MS) return;
      await new Promise(resolve => setImmediate(resolve));
      since = performance.now();
    };
    for (const traceId of changes.take()) {
      const spans = store.trace(traceId);
      if (spans === undefined) table.drop(traceId);
      else table.put(traceId, spans);
      await rest();
    }
    const { traces, evictedTraces } = store.counts();
    if (evictedTraces === evicted && traces === table.size()) return table;
    evicted = evictedTraces;
    const here = new Set(store.traceIds());
    for (const traceId of [...table.traceIds()]) if (!here.has(traceId)) table.drop(traceId);
    return table;
  };

  return {
    upToDate() {
      // one after the other: who asks while another's question is read in waits for little more
      const mine = latest.then(catchUp);
      latest = mine.catch(() => {
        changes.close();
        startAnew();
      });
      return mine;
    },
  };
}
