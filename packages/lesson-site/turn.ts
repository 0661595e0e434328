// One program at a time may install and build in docs/. The others wait for their turn.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 200;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const holderOf = (file: string): number | undefined => {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

const take = (file: string): boolean => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

/** `file` holds the pid of whoever has the turn; one left behind by a dead program is taken over. */
export const inTurn = async (
  file: string,
  signal: AbortSignal,
  onWait: (pid: number) => void,
  work: () => Promise<void>,
): Promise<void> => {
  mkdirSync(dirname(file), { recursive: true });
  let unreadable = 0;
  while (!take(file)) {
    signal.throwIfAborted();
    const pid = holderOf(file);
    // between its creation and its first byte the file names nobody; later that means its maker has died
    unreadable = pid === undefined ? unreadable + 1 : 0;
    if (pid !== undefined && isAlive(pid)) onWait(pid);
    else if (pid !== undefined || unreadable > 5) rmSync(file, { force: true });
    await wait(POLL_MS, undefined, { signal });
  }
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
};
