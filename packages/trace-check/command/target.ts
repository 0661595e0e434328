// Which files a check runs: the learner's, the solution's, a mistake's, or those of any folder on disk.

import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { LabFolder } from '../labs.ts';
import { isServiceName } from '../launch/service.ts';
import { listMistakes, materialize } from '../mistakes.ts';
import { type CheckLabOptions, UsageError } from './options.ts';

export type Target = {
  partDirs: string[];
  env: Record<string, string>;
  shown(path: string): string;
  /** The folder whose saves `--watch` waits for. */
  watched: string;
  /** Only a learner's own files count as progress. */
  counts: boolean;
  /** What must lie in the first of `partDirs`: where a part is missing the finished shop would answer for it. */
  needs: string[];
  /** Brings a copy up to date before the next check. */
  refresh(): Promise<void>;
  /** Removes the copy, if there is one. */
  remove(): Promise<void>;
};

export class TargetError extends Error {
  override name = 'TargetError';
}

/** In words, or nothing where every part is there. */
export const missingParts = (target: Target, folder: LabFolder): string | undefined => {
  const [dir = ''] = target.partDirs;
  const missing = target.needs.filter(part => !existsSync(join(dir, part)));
  if (missing.length === 0) return undefined;
  const files = missing.map(part => target.shown(join(dir, part))).join(', ');
  const next = target.counts
    ? `\`npm run lab reset ${folder.number}\` brings the starter back and keeps your work aside.`
    : `It needs every file a learner edits in labs/${folder.slug}.`;
  return `Not there: ${files}. Without it the finished shop would be checked. ${next}`;
};

const nothing = async (): Promise<void> => undefined;

const below = (base: string, path: string): string | undefined => {
  const inside = relative(base, path);
  return inside.startsWith('..') ? undefined : inside.split(sep).join('/');
};

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** Copies that a check left behind when it was ended by force. */
const sweep = async (copies: string): Promise<void> => {
  for (const name of await readdir(copies).catch(() => []))
    if (!/^\d+$/.test(name) || isGone(Number(name)))
      await rm(join(copies, name), { recursive: true, force: true });
};

/** Folders outside the workshop can't find its packages: their parts run from a copy inside it. */
const copyParts = async (from: string, to: string): Promise<void> => {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true }))
    if (entry.isDirectory() && isServiceName(entry.name))
      await cp(join(from, entry.name), join(to, entry.name), {
        recursive: true,
        filter: path => !path.split(sep).includes('node_modules'),
      });
};

const dirTarget = async (root: string, folder: LabFolder, path: string, needs: string[]): Promise<Target> => {
  const from = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const found = await stat(from).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(`There is no folder ${from}.`);
  const services = (await readdir(from)).filter(isServiceName);
  if (services.length === 0)
    throw new UsageError(
      `${from} holds no part of the shop. It needs the form of labs/${folder.slug}: a folder for each service, such as ${from}${sep}order-service.`,
    );
  const inside = below(root, from) !== undefined;
  const copies = join(root, '.workshop', 'dirs');
  await sweep(copies);
  // one for each check: two at once may be about the same folder
  const to = inside ? from : join(copies, String(process.pid));
  const refresh = inside ? nothing : (): Promise<void> => copyParts(from, to);
  await refresh();
  const shown = (file: string): string => {
    const part = below(to, file);
    return part === undefined ? relative(root, file) : join(path, part);
  };
  const remove = inside ? nothing : (): Promise<void> => rm(to, { recursive: true, force: true });
  return { partDirs: [to], env: {}, shown, watched: from, counts: false, needs, refresh, remove };
};

export const readTarget = async (
  root: string,
  folder: LabFolder,
  target: CheckLabOptions['target'],
  parts: string[],
): Promise<Target> => {
  const shown = (path: string): string => relative(root, path).split(sep).join('/');
  switch (target.kind) {
    case 'own':
      return {
        partDirs: [folder.dir],
        env: {},
        shown,
        watched: folder.dir,
        counts: true,
        needs: parts,
        refresh: nothing,
        remove: nothing,
      };
    case 'solution':
      return {
        partDirs: [folder.solutionDir],
        env: {},
        shown,
        watched: folder.solutionDir,
        counts: false,
        needs: parts,
        refresh: nothing,
        remove: nothing,
      };
    case 'dir':
      return dirTarget(root, folder, target.path, parts);
    case 'mistake': {
      const mistakes = await listMistakes(folder);
      const found = mistakes.find(one => one.id === target.id);
      if (found === undefined)
        throw new UsageError(
          `${folder.slug} has no mistake "${target.id}". It has: ${mistakes.map(one => one.id).join(', ')}.`,
        );
      const dir = await materialize(root, folder, found);
      const base = join(root, '.workshop', 'mistakes', folder.slug, found.id);
      return {
        partDirs: [dir, folder.solutionDir],
        env: found.mistake.env ?? {},
        shown: path => {
          const part = below(base, path);
          return part !== undefined && existsSync(path) ? `${found.id}/${part}` : shown(path);
        },
        watched: found.dir,
        counts: false,
        needs: [],
        refresh: async () => void (await materialize(root, folder, found)),
        remove: nothing,
      };
    }
  }
};
