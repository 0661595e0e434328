// The labs there are: folders under labs/, each with its twin under solutions/.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Cause } from './causes/cause.ts';
import type { Lab } from './lab.ts';
import { ManifestError, readManifest } from './manifest.ts';

export type LabFolder = { number: string; slug: string; dir: string; solutionDir: string };

export const listLabs = async (root: string): Promise<LabFolder[]> => {
  const entries = await readdir(join(root, 'labs'), { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map(({ name }) => ({
      number: name.slice(0, 2),
      slug: name,
      dir: join(root, 'labs', name),
      solutionDir: join(root, 'solutions', name),
    }))
    .sort((a, b) => a.slug.localeCompare(b.slug));
};

/** `1`, `01`, `first-trace` and `01-first-trace` all name the same lab. */
export const findLab = (labs: LabFolder[], name: string): LabFolder | undefined =>
  labs.find(
    ({ number, slug }) =>
      slug === name || number === name.padStart(2, '0') || slug.slice(3) === name.toLowerCase(),
  );

export const loadLab = async (folder: LabFolder): Promise<Lab> => {
  const path = join(folder.dir, 'lab.ts');
  const shown = `labs/${folder.slug}/lab.ts`;
  const module: { default?: unknown } = await import(pathToFileURL(path).href).catch((error: unknown) => {
    throw new ManifestError(`${shown} can't be loaded: ${error instanceof Error ? error.message : error}`);
  });
  return readManifest(module.default, shown);
};

/** Causes a lab brings along because it teaches them: solutions/NN-slug/causes.ts. */
export const loadLabCauses = async (folder: LabFolder): Promise<Cause[]> => {
  const path = join(folder.solutionDir, 'causes.ts');
  if (!existsSync(path)) return [];
  const module: { CAUSES?: Cause[] } = await import(pathToFileURL(path).href);
  return module.CAUSES ?? [];
};
