// `npm run lab reset 01`: the starter comes back, and the learner's work is moved aside, not lost.

import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { LabFolder } from '#trace-check/labs.ts';

/** These belong to the lab and not to the learner. */
const NOT_WORK = new Set(['README.md', 'lab.ts']);

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
};

const sameContents = async (one: string, other: string): Promise<boolean> =>
  existsSync(other) && (await readFile(one)).equals(await readFile(other));

const copy = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
};

/** `2026-11-21T08-50-14`: sorts by time and is a valid name everywhere. */
const stamp = (now: Date): string => now.toISOString().slice(0, 19).replaceAll(':', '-');

const freeFolder = (wanted: string): string => {
  let folder = wanted;
  for (let number = 2; existsSync(folder); number++) folder = `${wanted}-${number}`;
  return folder;
};

export type Reset = { kept: string[]; keptIn: string | undefined; restored: string[] };

/** Nothing, when the lab has no pristine copy to go back to. */
export const resetLab = async (
  root: string,
  lab: LabFolder,
  now = new Date(),
): Promise<Reset | undefined> => {
  const starter = join(lab.solutionDir, 'starter');
  if (!existsSync(starter)) return undefined;
  const original = await filesIn(starter);
  const present = (await filesIn(lab.dir)).filter(file => !NOT_WORK.has(file));

  const kept: string[] = [];
  for (const file of present)
    if (!(await sameContents(join(lab.dir, file), join(starter, file)))) kept.push(file);
  const keptIn =
    kept.length > 0 ? freeFolder(join(root, '.workshop', 'kept', lab.slug, stamp(now))) : undefined;
  // all of the work is safe before any of it is replaced
  if (keptIn) for (const file of kept) await copy(join(lab.dir, file), join(keptIn, file));

  const restored: string[] = [];
  for (const file of original) {
    if (await sameContents(join(starter, file), join(lab.dir, file))) continue;
    await copy(join(starter, file), join(lab.dir, file));
    restored.push(file);
  }
  for (const file of kept) if (!original.includes(file)) await rm(join(lab.dir, file));
  return { kept, keptIn: keptIn && relative(root, keptIn), restored };
};
