// Which files a check runs: the learner's, the solution's, a mistake's, or those of any folder on disk.

import { createHash } from 'node:crypto';
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
  /** Brings a copy up to date before the next check. */
  refresh(): Promise<void>;
};

const nothing = async (): Promise<void> => undefined;

const below = (base: string, path: string): string | undefined => {
  const inside = relative(base, path);
  return inside.startsWith('..') ? undefined : inside.split(sep).join('/');
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

const dirTarget = async (root: string, folder: LabFolder, path: string): Promise<Target> => {
  const from = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const found = await stat(from).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(`There is no folder ${from}.`);
  const services = (await readdir(from)).filter(isServiceName);
  if (services.length === 0)
    throw new UsageError(
      `${from} holds no part of the shop. It needs the form of labs/${folder.slug}: a folder for each service, such as ${from}${sep}order-service.`,
    );
  const inside = below(root, from) !== undefined;
  const to = inside
    ? from
    : join(root, '.workshop', 'dirs', createHash('sha1').update(from).digest('hex').slice(0, 12));
  const refresh = inside ? nothing : (): Promise<void> => copyParts(from, to);
  await refresh();
  const shown = (file: string): string => {
    const part = below(to, file);
    return part === undefined ? relative(root, file) : join(path, part);
  };
  return { partDirs: [to], env: {}, shown, watched: from, counts: false, refresh };
};

export const readTarget = async (
  root: string,
  folder: LabFolder,
  target: CheckLabOptions['target'],
): Promise<Target> => {
  const shown = (path: string): string => relative(root, path).split(sep).join('/');
  switch (target.kind) {
    case 'own':
      return { partDirs: [folder.dir], env: {}, shown, watched: folder.dir, counts: true, refresh: nothing };
    case 'solution':
      return {
        partDirs: [folder.solutionDir],
        env: {},
        shown,
        watched: folder.solutionDir,
        counts: false,
        refresh: nothing,
      };
    case 'dir':
      return dirTarget(root, folder, target.path);
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
        refresh: async () => void (await materialize(root, folder, found)),
      };
    }
  }
};
