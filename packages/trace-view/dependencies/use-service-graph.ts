// The graph of a window of time that ends now: asked for at once, when spans arrive, and now and then, since what
// is too old has to go.

import { useCallback, useEffect, useRef, useState } from 'react';
import { type LiveState, listenLive } from '../live/live-stream.ts';
import { type ServiceGraph, serviceGraphFrom } from './service-graph.ts';

export type GraphAnswer = {
  graph: ServiceGraph | undefined;
  /** The window that the graph is of. */
  ofMillis: number;
  asking: boolean;
  failure: string;
  live: LiveState;
  again(): void;
};

/** Numbers that change more often than this are not read. */
const LEAST_BETWEEN_MS = 800;
/** How long what left the window may stay to be seen. */
const SLIDE_EVERY_MS = 15_000;

const ask = async (lookbackMillis: number, signal: AbortSignal): Promise<ServiceGraph> => {
  const params = new URLSearchParams({ endTs: `${Date.now()}`, lookback: `${lookbackMillis}` });
  const response = await fetch(`/api/view/dependencies?${params}`, { signal });
  if (!response.ok) throw new Error(`The store answered ${response.status}.`);
  return serviceGraphFrom(await response.json());
};

type State = Omit<GraphAnswer, 'live' | 'again'>;

const START: State = { graph: undefined, ofMillis: 0, asking: true, failure: '' };

/** While paused nothing is asked but what the reader asks for. */
export const useServiceGraph = (lookbackMillis: number, paused: boolean): GraphAnswer => {
  const [state, setState] = useState(START);
  const [live, setLive] = useState<LiveState>('connecting');
  const [run, setRun] = useState(0);
  const isPaused = useRef(paused);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run asks the same once more
  useEffect(() => {
    const abort = new AbortController();
    let busy = false;
    let wanted = false;
    let askedAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const askNow = async (): Promise<void> => {
      busy = true;
      wanted = false;
      askedAt = Date.now();
      setState(before => ({ ...before, asking: true }));
      try {
        const graph = await ask(lookbackMillis, abort.signal);
        setState({ graph, ofMillis: lookbackMillis, asking: false, failure: '' });
      } catch (error) {
        if (abort.signal.aborted) return;
        const failure = error instanceof TypeError ? 'The store does not answer.' : String(error);
        setState(before => ({ ...before, asking: false, failure }));
      }
      busy = false;
      if (wanted) soon();
    };
    const soon = (): void => {
      wanted = true;
      if (busy || timer !== undefined || isPaused.current || abort.signal.aborted) return;
      timer = setTimeout(
        () => {
          timer = undefined;
          if (!isPaused.current) void askNow();
        },
        Math.max(0, askedAt + LEAST_BETWEEN_MS - Date.now()),
      );
    };
    void askNow();
    const stop = listenLive({
      state: setLive,
      traces: soon,
      // what came before the stream was open was not told
      opened: soon,
    });
    const slide = setInterval(() => {
      if (document.visibilityState === 'visible') soon();
    }, SLIDE_EVERY_MS);
    return () => {
      stop();
      abort.abort();
      clearTimeout(timer);
      clearInterval(slide);
    };
  }, [lookbackMillis, run]);

  const again = useCallback(() => setRun(before => before + 1), []);
  useEffect(() => {
    const wasPaused = isPaused.current;
    isPaused.current = paused;
    if (wasPaused && !paused) again();
  }, [paused, again]);
  return { ...state, live, again };
};
