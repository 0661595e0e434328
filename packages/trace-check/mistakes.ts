// A mistake is a small change to the solution. Here it is made into files that can be run.

import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Edit, Mistake } from './lab.ts';
import type { LabFolder } from './labs.ts';

export class MistakeError extends Error {
  override name = 'MistakeError';
}

export type MistakeFolder = { id: string; dir: string; mistake: Mistake };

export const listMistakes = async (folder: LabFolder): Promise<MistakeFolder[]> => {
  const base = join(folder.solutionDir, 'mistakes');
  if (!existsSync(base)) return [];
  const entries = await readdir(base, { withFileTypes: true });
  return Promise.all(
    entries
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name)
      .sort()
      .map(async id => {
        const dir = join(base, id);
        const module: { default?: Mistake } = await import(pathToFileURL(join(dir, 'mistake.ts')).href);
        if (module.default === undefined)
          throw new MistakeError(`${dir}/mistake.ts must export the mistake as its default.`);
        return { id, dir, mistake: module.default };
      }),
  );
};

/** The solution's file, or the shop's where the lab leaves it alone. */
const original = (root: string, folder: LabFolder, file: string): string => {
  const solved = join(folder.solutionDir, file);
  return existsSync(solved) ? solved : join(root, 'services', file);
};

const applyEdit = (text: string, { find, replace }: Edit, file: string, id: string): string => {
  const found = text.split(find).length - 1;
  if (found !== 1)
    throw new MistakeError(`mistake ${id}: "${find}" occurs ${found} times in ${file}, and once was due.`);
  return text.replace(find, () => replace);
};

/** Bundlers copy packages into the part, out of reach of every hook. */
const bundlePart = async (from: string, to: string, root: string): Promise<void> => {
  await build({
    entryPoints: [from],
    outfile: to,
    allowOverwrite: true,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['#*'],
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  });
};

/** Writes the mistake's files to a folder of its own under .workshop and answers with that folder. */
export const materialize = async (
  root: string,
  folder: LabFolder,
  { id, dir, mistake }: MistakeFolder,
): Promise<string> => {
  const target = join(root, '.workshop', 'mistakes', folder.slug, id);
  await rm(target, { recursive: true, force: true });
  const texts = new Map<string, string>();
  for (const edit of mistake.edits ?? [])
    for (const file of edit.files) {
      const text =
        texts.get(file) ??
        (await readFile(original(root, folder, file), 'utf8').catch(() => {
          throw new MistakeError(
            `mistake ${id}: there is no ${file}, neither in the solution nor in the shop.`,
          );
        }));
      texts.set(file, applyEdit(text, edit, file, id));
    }
  for (const [file, text] of texts) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await writeFile(join(target, file), text);
  }
  for (const file of mistake.adds ?? []) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await copyFile(join(dir, file), join(target, file));
  }
  for (const file of mistake.bundle ?? []) {
    const from = texts.has(file) ? join(target, file) : original(root, folder, file);
    await bundlePart(from, join(target, file), root);
  }
  await mkdir(target, { recursive: true });
  return target;
};
