// A backend that is not ours may go away while a shop sends to it. The SDK says nothing then; this does.

import { type Backend, backendAt } from './backend.ts';

export type BackendChange = { now: 'away' } | { now: 'back' };

const LOOK_EVERY_MS = 3_000;
/** One missed look may be a busy moment. */
const AWAY_AFTER_LOOKS = 2;

const isThere = ({ kind }: Backend): boolean => kind === 'jaeger' || kind === 'store';

/** Answers with what ends the watch. */
export const watchBackend = (
  port: number,
  tell: (change: BackendChange) => void,
  { everyMs = LOOK_EVERY_MS }: { everyMs?: number } = {},
): (() => void) => {
  let missed = 0;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const there = isThere(await backendAt(port));
    if (ended) return;
    const wasAway = missed >= AWAY_AFTER_LOOKS;
    missed = there ? 0 : missed + 1;
    if (there && wasAway) tell({ now: 'back' });
    if (missed === AWAY_AFTER_LOOKS) tell({ now: 'away' });
    timer = setTimeout(look, everyMs);
    timer.unref();
  };
  timer = setTimeout(look, everyMs);
  timer.unref();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
};
