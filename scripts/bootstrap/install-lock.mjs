// Two terminals must not install at once. The one that installs keeps touching its lock;
// a lock that nobody has touched for a while was left by a process that died.

import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onInterrupt, showProgress } from './progress.mjs';
import { explainFileError } from './trouble-of-files.mjs';

const TOUCH_EVERY_MS = 1_000;
/** Ten missed touches: longer than a busy machine makes a timer wait. */
const STALE_AFTER_MS = 10_000;
const POLL_MS = 250;

/** @param {string} file */
const take = file => {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw explainFileError(error, file);
  }
};

/** @param {string} file */
const isStale = file => {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    if (age > STALE_AFTER_MS) return true;
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
};

/** @param {string} file */
const touch = file => {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {}
};

/**
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withInstallLock = async (root, work) => {
  const folder = join(root, '.workshop');
  const file = join(folder, 'install.lock');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw explainFileError(error, folder);
  }
  let waiting;
  while (!take(file)) {
    if (isStale(file)) rmSync(file, { force: true });
    else {
      waiting ??= showProgress('Another terminal is installing: waiting for it');
      await pause(POLL_MS);
    }
  }
  waiting?.end('The other terminal is done');
  const alive = setInterval(() => touch(file), TOUCH_EVERY_MS);
  const release = () => rmSync(file, { force: true });
  const forget = onInterrupt(release);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    forget();
    release();
  }
};
