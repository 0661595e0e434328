// The site's own dependencies: are they all there, and getting them.

import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { run } from './run.ts';

type Package = { version?: string; optional?: boolean };

const packagesIn = (file: string): Map<string, Package> => {
  if (!existsSync(file)) return new Map();
  try {
    const lock: { packages?: Record<string, Package> } = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(Object.entries(lock.packages ?? {}));
  } catch {
    return new Map();
  }
};

/**
 * npm writes node_modules/.package-lock.json last, so an interrupted install has none or an old one.
 * Optional packages are for other platforms and may be absent.
 */
export const isInstalled = (docs: string): boolean => {
  const wanted = packagesIn(join(docs, 'package-lock.json'));
  const present = packagesIn(join(docs, 'node_modules', '.package-lock.json'));
  return (
    wanted.size > 0 &&
    [...wanted].every(
      ([path, { version, optional }]) => path === '' || optional || present.get(path)?.version === version,
    )
  );
};

export type InstallResult = { ok: true } | { ok: false; message: string; next: string };

const explain = (lines: readonly string[]): string => {
  const text = lines.join('\n');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ECONNRESET/.test(text))
    return 'The package registry can’t be reached, so the lessons could not be installed.';
  if (/ENOSPC/.test(text))
    return 'The disk is full, so the lessons could not be installed. They need about 350 MB.';
  if (/EACCES|EROFS|EPERM/.test(text))
    return 'The folder docs/ can’t be written to, so the lessons could not be installed.';
  const reason = lines.findLast(line => /^npm (error|ERR!)/.test(line) && !/log of this run/.test(line));
  return `The lessons could not be installed. ${reason ?? 'npm gave no reason.'}`;
};

const STEP = 'step 1 of 2: installing the pages’ own packages';
/** Of some 1,200: a line every second or so. */
const TELL_EVERY = 50;

export const install = async (
  docs: string,
  signal: AbortSignal,
  onStep: (step: string) => void,
): Promise<InstallResult> => {
  const total = [...packagesIn(join(docs, 'package-lock.json')).values()].filter(
    each => !each.optional,
  ).length;
  const fetched = new Set<string>();
  onStep(STEP);
  try {
    const { code, lines } = await run({
      command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
      // scripts of packages are not needed here, and what does not run can't go wrong
      args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=http'],
      cwd: docs,
      env: {
        PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
        NO_UPDATE_NOTIFIER: '1',
      },
      signal,
      onLine: line => {
        const address = /^npm http (?:fetch GET 200|cache) (\S+)/.exec(line)?.[1];
        if (address === undefined || fetched.has(address)) return;
        fetched.add(address);
        if (fetched.size % TELL_EVERY === 0 && fetched.size <= total)
          onStep(`${STEP}, ${fetched.size} of ${total}`);
      },
    });
    if (code === 0) return { ok: true };
    return {
      ok: false,
      message: explain(lines),
      next: 'When that is mended, stop and run npm start again.',
    };
  } catch (error) {
    if (signal.aborted) throw error;
    return {
      ok: false,
      message: `npm could not be started (${error instanceof Error ? error.message : String(error)}).`,
      next: 'Make sure that npm is on the PATH, then run npm start again.',
    };
  }
};
