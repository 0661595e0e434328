// The trace of the page: loaded, completed with its attributes once it has been painted, and watched for more.

import { useCallback, useEffect, useRef, useState } from 'react';
import type { TraceColumns } from '../columns/trace-columns.ts';
import { listenLive } from '../live/live-stream.ts';
import { countArrived, loadAttributes, loadTrace, type Missing } from './load-trace.ts';

export type TraceState =
  | { state: 'loading' }
  | { state: 'failed'; reason: string }
  | ({ state: 'missing' } & Missing)
  | { state: 'loaded'; trace: TraceColumns; arrived: number };

export type UsedTrace = {
  now: TraceState;
  /** Spans that arrived since. */
  more: number;
  loadAgain(): void;
};

/** After the first paint, and before anyone has typed into the find box. */
const ATTRIBUTES_AFTER_MS = 100;

export const useTrace = (traceId: string): UsedTrace => {
  const [now, setNow] = useState<TraceState>({ state: 'loading' });
  const [more, setMore] = useState(0);
  /** The load whose answer counts: the last one begun on a page that is still open. */
  const current = useRef(0);

  const load = useCallback((): void => {
    const mine = ++current.current;
    const set = (next: TraceState): void => {
      if (mine === current.current) setNow(next);
    };
    const run = async (): Promise<void> => {
      const loaded = await loadTrace(traceId);
      set(loaded);
      if (mine === current.current) setMore(0);
      if (loaded.state !== 'loaded' || loaded.trace.attributes !== undefined) return;
      await new Promise(resolve => setTimeout(resolve, ATTRIBUTES_AFTER_MS));
      if (mine !== current.current) return;
      const attributes = await loadAttributes(loaded.trace);
      if (attributes !== undefined) set({ ...loaded, trace: { ...loaded.trace, attributes } });
    };
    run().catch((error: unknown) =>
      set({ state: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
  }, [traceId]);
  useEffect(() => {
    load();
    return () => {
      current.current++;
    };
  }, [load]);

  const arrived = now.state === 'loaded' ? now.arrived : 0;
  const { state } = now;
  useEffect(() => {
    if (state !== 'loaded' && state !== 'missing') return;
    const look = async (): Promise<void> => {
      const count = await countArrived(traceId);
      // a page that waited for its trace shows it; one that is being read offers it
      if (state === 'missing' && count > 0) load();
      else setMore(Math.max(0, count - arrived));
    };
    return listenLive({
      traces: ids => {
        if (ids.includes(traceId)) look().catch(() => undefined);
      },
      opened: () => {
        look().catch(() => undefined);
      },
    });
  }, [traceId, state, arrived, load]);

  return { now, more, loadAgain: load };
};
