// The trace of the page: loaded, completed with its attributes once it has been painted, and watched for more.

import { useEffect, useState } from 'react';
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
  const [round, setRound] = useState(0);

  useEffect(() => {
    let wanted = true;
    const set = (next: TraceState): void => {
      if (wanted) setNow(next);
    };
    const load = async (): Promise<void> => {
      const loaded = await loadTrace(traceId);
      set(loaded);
      if (wanted) setMore(0);
      if (loaded.state !== 'loaded' || loaded.trace.attributes !== undefined) return;
      await new Promise(resolve => setTimeout(resolve, ATTRIBUTES_AFTER_MS));
      if (!wanted) return;
      const attributes = await loadAttributes(loaded.trace);
      if (attributes !== undefined) set({ ...loaded, trace: { ...loaded.trace, attributes } });
    };
    load().catch((error: unknown) =>
      set({ state: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [traceId, round]);

  const arrived = now.state === 'loaded' ? now.arrived : 0;
  const { state } = now;
  useEffect(() => {
    if (state !== 'loaded' && state !== 'missing') return;
    const look = async (): Promise<void> => {
      const count = await countArrived(traceId);
      // a page that waited for its trace shows it; one that is being read offers it
      if (state === 'missing' && count > 0) setRound(was => was + 1);
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
  }, [traceId, state, arrived]);

  return { now, more, loadAgain: () => setRound(was => was + 1) };
};
