// Keeps one service of a lab running on the newest files: starts it, starts it anew after a save,
// and waits for the next save when it does not start.

import {
  type RunningService,
  type ServiceName,
  StartFailure,
  startService,
} from '#trace-check/launch/service.ts';

export type KeepEvent =
  | { service: ServiceName; now: 'ready'; ms: number; anew: boolean }
  | { service: ServiceName; now: 'failed'; reason: 'exited' | 'not-ready' | 'ended-later'; lines: string[] };

export type KeptService = {
  service: ServiceName;
  restart(): void;
  stop(): Promise<void>;
  kill(): void;
};

export type KeepOptions = Omit<Parameters<typeof startService>[0], 'service'> & {
  service: ServiceName;
  tell(event: KeepEvent): void;
};

export const keepService = (options: KeepOptions): KeptService => {
  const { service, tell } = options;
  let current: { run: RunningService; up: boolean } | undefined;
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();
  let queued = false;

  const startOne = async (anew: boolean): Promise<void> => {
    const before = current;
    current = undefined;
    await before?.run.stop();
    if (stopped) return;
    const since = performance.now();
    const one = { run: startService(options), up: false };
    current = one;
    const { run } = one;
    // nobody is told of an end that was wanted
    const wanted = (): boolean => stopped || queued || current !== one;
    void run.exited.then(() => {
      if (one.up && !wanted()) tell({ service, now: 'failed', reason: 'ended-later', lines: run.lines() });
    });
    try {
      await run.ready;
      one.up = true;
      if (!wanted()) tell({ service, now: 'ready', ms: performance.now() - since, anew });
    } catch (error) {
      run.kill();
      const hangs = error instanceof StartFailure && error.reason === 'not-ready';
      if (!wanted())
        tell({ service, now: 'failed', reason: hangs ? 'not-ready' : 'exited', lines: run.lines() });
    }
  };

  /** Saves that come while a start waits for its turn count once. */
  const inTurn = (anew: boolean): void => {
    if (queued) return;
    queued = true;
    // a start that hangs would hold up the newer file
    if (current && !current.up) current.run.kill();
    turn = turn.then(() => {
      queued = false;
      return startOne(anew);
    });
  };

  inTurn(false);
  return {
    service,
    restart: () => inTurn(true),
    stop: async () => {
      stopped = true;
      await Promise.all([current?.run.stop(), turn]);
    },
    kill: () => current?.run.kill(),
  };
};
