// Which traces were touched since someone looked last: for what is kept in step with the store and brought up to
// date when it is asked, not with every delivery.

import type { TraceStore } from './store.ts';

export type Changes = {
  /** All of them at first. What arrives after this call is for the next one. */
  take(): Iterable<string>;
  close(): void;
};

/** Above this many ids it is cheaper to look at all traces than to keep a list of those that changed. */
const MOST_IDS = 50_000;

export function changesOf(store: TraceStore): Changes {
  let touched = new Set<string>();
  let all = true;
  const close = store.onArrival(traceIds => {
    if (all) return;
    for (const traceId of traceIds) touched.add(traceId);
    if (touched.size <= MOST_IDS) return;
    all = true;
    touched = new Set();
  });
  return {
    take() {
      const taken = all ? store.traceIds() : touched;
      all = false;
      touched = new Set();
      return taken;
    },
    close,
  };
}
