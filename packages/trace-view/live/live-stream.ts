// The store's live stream in the browser: one connection for all of a page, closed while nobody looks at the
// tab. A browser keeps six connections to a server: six tabs with an open stream would leave none to load with.

export type LiveEvents = {
  /** Ids of traces of which spans have just arrived. `more`: there were others besides. */
  traces?(ids: string[], more: number): void;
  lostMail?(mail: unknown): void;
  /** A check of this lab was handed on. */
  checked?(lab: string): void;
  /** The stream is open, for the first time or after a gap: what came before was not told. */
  opened?(): void;
  state?(state: LiveState): void;
};

export type LiveState = 'connecting' | 'open' | 'lost';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const tracesFrom = (text: string): { ids: string[]; more: number } => {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || !Array.isArray(value.traces)) return { ids: [], more: 0 };
  const ids = value.traces.flatMap((trace: unknown) =>
    isObject(trace) && typeof trace.traceId === 'string' ? [trace.traceId] : [],
  );
  return { ids, more: typeof value.more === 'number' ? value.more : 0 };
};

const listeners = new Set<LiveEvents>();
let source: EventSource | undefined;
let state: LiveState = 'connecting';

const setState = (next: LiveState): void => {
  state = next;
  for (const { state: tell } of listeners) tell?.(next);
};

const connect = (): void => {
  source = new EventSource('/api/live');
  source.addEventListener('open', () => {
    setState('open');
    for (const { opened } of listeners) opened?.();
  });
  // EventSource tries again by itself, unless the answer was no stream at all
  source.addEventListener('error', () => setState('lost'));
  source.addEventListener('traces', event => {
    const { ids, more } = tracesFrom(event.data);
    for (const { traces } of listeners) traces?.(ids, more);
  });
  source.addEventListener('lost-mail', event => {
    const mail: unknown = JSON.parse(event.data);
    for (const { lostMail } of listeners) lostMail?.(mail);
  });
  source.addEventListener('check-report', event => {
    const report: unknown = JSON.parse(event.data);
    if (!isObject(report) || typeof report.lab !== 'string') return;
    for (const { checked } of listeners) checked?.(report.lab);
  });
};

const disconnect = (): void => {
  source?.close();
  source = undefined;
};

const follow = (): void => {
  const wanted = listeners.size > 0 && document.visibilityState === 'visible';
  if (wanted && source === undefined) connect();
  if (!wanted) disconnect();
};

/** Answers how to stop listening. */
export const listenLive = (events: LiveEvents): (() => void) => {
  if (listeners.size === 0) document.addEventListener('visibilitychange', follow);
  listeners.add(events);
  events.state?.(state);
  follow();
  return () => {
    listeners.delete(events);
    if (listeners.size === 0) document.removeEventListener('visibilitychange', follow);
    follow();
  };
};
