// check-lab --watch: once now, and again on every save.

import { JaegerError } from '../jaeger/jaeger-error.ts';
import type { Run } from './run.ts';
import { type Target, TargetError } from './target.ts';
import { watchSaves } from './watch-files.ts';

/** A file that is gone for a moment, as some editors save, and a shop that is down, are waited for like a save. */
const inWords = async (run: Run, once: () => Promise<unknown>): Promise<void> => {
  try {
    await once();
  } catch (error) {
    if (!(error instanceof TargetError || error instanceof JaegerError)) throw error;
    run.print(`\n  ${error.message.replaceAll('\n', '\n  ')}\n`);
  }
};

export const watchLab = async (run: Run, target: Target, once: () => Promise<unknown>): Promise<void> => {
  const { signal } = run;
  const files = await watchSaves(target.watched);
  signal.addEventListener('abort', () => files.close());
  const stopped = new Promise<void>(done => signal.addEventListener('abort', () => done()));
  while (!signal.aborted) {
    await inWords(run, once);
    if (signal.aborted) break;
    run.print(
      `  Waiting for a save in ${target.shown(target.watched) || target.watched} … Ctrl-C ends this.\n`,
    );
    await Promise.race([files.changed(), stopped]);
    if (!signal.aborted) await target.refresh();
  }
  files.close();
};
