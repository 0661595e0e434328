// A thread beside the one that runs queries. That one can't look up while SQLite is at work; this one ends the
// process when the store is gone, killed before it could say so, and when a query takes too much memory.

import { workerData } from 'node:worker_threads';

export type Watched = {
  /** The process that started this one. */
  parent: number;
  /** One number: the megabytes this process may have while a query runs, or 0 while none does. */
  ceiling: Int32Array;
};

const LOOK_EVERY_MS = 200;
const MEGABYTE = 1 << 20;

const { parent, ceiling }: Watched = workerData;

/** An orphan gets another parent; on Windows it keeps the number of the dead one. */
const isOrphan = (): boolean => {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch {
    return true;
  }
};

setInterval(() => {
  // process.exit() would wait for SQLite, which may never answer
  if (isOrphan()) process.kill(process.pid, 'SIGKILL');
  const most = Atomics.load(ceiling, 0);
  // the other signal tells the store why
  if (most > 0 && process.memoryUsage.rss() / MEGABYTE > most) process.kill(process.pid, 'SIGTERM');
}, LOOK_EVERY_MS);
