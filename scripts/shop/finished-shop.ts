// The four services as `npm start` runs them: finished, fully traced, all or none.

import {
  type RunningService,
  SERVICE_NAMES,
  type ServiceName,
  startService,
} from '#trace-check/launch/service.ts';
import type { Ports } from '../machine/workshop-ports.ts';
import { openLog } from './log-file.ts';
import { finishedShop } from './shop-environment.ts';

export type ServiceEvent =
  | { service: ServiceName; now: 'starting' | 'ready' | 'stopped' }
  | { service: ServiceName; now: 'failed'; lines: string[]; log: string };

export type Shop = {
  start(): void;
  /** Resolves when every service is ready or has failed. */
  settled(): Promise<void>;
  stop(): Promise<void>;
  kill(): void;
};

export const openShop = (root: string, ports: Ports, tell: (event: ServiceEvent) => void): Shop => {
  let running: RunningService[] = [];
  let stopping = false;

  const startOne = (service: ServiceName): RunningService => {
    const log = openLog(root, service);
    const one = startService({
      root,
      service,
      ports,
      partDirs: [],
      env: finishedShop(ports),
      onLine: log.add,
    });
    let failed = false;
    const fail = (): void => {
      if (failed || stopping || !running.includes(one)) return;
      failed = true;
      tell({ service, now: 'failed', lines: one.lines(), log: log.path });
    };
    tell({ service, now: 'starting' });
    one.ready.then(
      () => {
        if (!failed && running.includes(one)) tell({ service, now: 'ready' });
      },
      () => {
        fail();
        one.kill();
      },
    );
    void one.exited.then(fail);
    return one;
  };

  return {
    start: () => {
      stopping = false;
      running = SERVICE_NAMES.map(startOne);
    },
    settled: async () => {
      await Promise.allSettled(running.map(one => one.ready));
    },
    stop: async () => {
      stopping = true;
      const ended = running;
      running = [];
      await Promise.all(ended.map(one => one.stop()));
      for (const { service } of ended) tell({ service, now: 'stopped' });
    },
    kill: () => {
      for (const one of running) one.kill();
    },
  };
};
