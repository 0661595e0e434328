// Makes the root's node_modules match package-lock.json. A mark inside node_modules holds the lock's hash:
// npm removes the folder before it installs, so a half install carries no mark and is done again.

import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withInstallLock } from './install-lock.mjs';
import { npm } from './npm.mjs';
import { requireRoom } from './room.mjs';
import { Trouble } from './trouble.mjs';
import { explainFileError } from './trouble-of-files.mjs';

/** node_modules takes 172 MB, and npm unpacks beside it. */
const NEEDED_MB = 250;
/** With less than this left, files may have been cut off. */
const LEFT_MB = 5;

const markOf = root => join(root, 'node_modules', '.matches-lock');

const readText = path => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const markFor = lock =>
  `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;

/**
 * Somebody may have run `npm install` by hand. npm leaves a list of what it put there: if that is what
 * the lock asks for, nothing needs to be installed. Packages for other platforms are optional and absent.
 */
const alreadyInstalled = (root, lock) => {
  const hidden = readText(join(root, 'node_modules', '.package-lock.json'));
  if (hidden === undefined) return false;
  try {
    const wanted = Object.entries(JSON.parse(lock).packages).filter(([path]) => path !== '');
    const have = JSON.parse(hidden).packages;
    const complete = wanted.every(([path, { version, optional }]) =>
      have[path] === undefined ? optional === true : have[path].version === version,
    );
    const known = new Set(wanted.map(([path]) => path));
    const suits = Object.values(have).every(
      ({ os, cpu }) => fits(os, process.platform) && fits(cpu, process.arch),
    );
    return complete && suits && Object.keys(have).every(path => known.has(path));
  } catch {
    return false;
  }
};

/** npm's `os` and `cpu` lists: absent means any. */
const fits = (list, mine) =>
  list === undefined || list.includes(mine) || (list[0]?.startsWith('!') && !list.includes(`!${mine}`));

const requireRoomAfter = root => {
  try {
    requireRoom(root, LEFT_MB, 'finishing the install');
  } catch (error) {
    // without npm's list it counts as half done
    rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true });
    throw error;
  }
};

const writeMark = (root, mark) => {
  try {
    writeFileSync(markOf(root), mark);
  } catch (error) {
    throw explainFileError(error, markOf(root));
  }
};

/** @param {string} root @param {string} node */
export const makeDependencies = async (root, node) => {
  const lock = readText(join(root, 'package-lock.json'));
  if (lock === undefined)
    throw new Trouble('package-lock.json is missing.', 'Restore it: `git checkout package-lock.json`.');
  const mark = markFor(lock);
  if (readText(markOf(root)) === mark) return;
  await withInstallLock(root, async () => {
    if (readText(markOf(root)) === mark) return;
    if (!alreadyInstalled(root, lock)) {
      rmSync(markOf(root), { force: true });
      requireRoom(root, NEEDED_MB, "installing the workshop's packages");
      await npm(root, "Installing the workshop's packages", ['ci'], { node });
      requireRoomAfter(root);
    }
    writeMark(root, mark);
  });
};
