// The ways a command comes to its end: Ctrl-C, a request to stop, a terminal that closes, a parent that dies.

import { onParentGone } from '../bootstrap/parent-gone.mjs';

/** npm, the terminal and run.mjs may each pass on the same Ctrl-C; a later one means "now". */
const SAME_CTRL_C_MS = 700;

export type Ending = {
  /** Resolves when the command shall end, with the reason. */
  asked: Promise<string>;
  /** Called at a second, later Ctrl-C. */
  onImpatience(act: () => void): void;
};

export const awaitEnding = (): Ending => {
  const asked = Promise.withResolvers<string>();
  let askedAt = 0;
  let impatient = (): void => {};
  const ask = (why: string): void => {
    if (askedAt === 0) askedAt = Date.now();
    else if (Date.now() - askedAt > SAME_CTRL_C_MS) impatient();
    asked.resolve(why);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask(signal));
  process.once('disconnect', () => ask('the parent ended'));
  process.channel?.unref();

  onParentGone(() => ask('the parent ended'));
  // a terminal that has gone takes no more words, and that is no reason to crash
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => ask('the terminal closed'));

  return {
    asked: asked.promise,
    onImpatience: act => {
      impatient = act;
    },
  };
};
