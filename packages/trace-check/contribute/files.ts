// What can be said of a lab without running it: every file is known, copies agree, the chain holds.

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Lab } from '../lab.ts';
import type { LabFolder } from '../labs.ts';
import type { MistakeFolder } from '../mistakes.ts';
import type { Problem } from './problem.ts';

export type LoadedLab = { folder: LabFolder; lab: Lab; mistakes: MistakeFolder[] };

const filesBelow = async (dir: string): Promise<string[]> => {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'));
};

const unknownFiles = async ({ folder, lab, mistakes }: LoadedLab): Promise<Problem[]> => {
  const inLab = new Set(['README.md', 'lab.ts', ...lab.parts]);
  const inSolution = new Set([
    'design.md',
    'causes.ts',
    'causes.test.ts',
    ...lab.parts,
    ...lab.parts.map(part => `starter/${part}`),
    ...mistakes.flatMap(({ id, mistake }) =>
      ['mistake.ts', 'report.golden.txt', ...(mistake.adds ?? [])].map(file => `mistakes/${id}/${file}`),
    ),
  ]);
  const problem = (root: string, file: string): Problem => ({
    lab: folder.slug,
    code: 'unknown-file',
    message: `${root}/${folder.slug}/${file} belongs to nothing. Name it in the manifest, or remove it.`,
  });
  return [
    ...(await filesBelow(folder.dir)).filter(file => !inLab.has(file)).map(file => problem('labs', file)),
    ...(await filesBelow(folder.solutionDir))
      .filter(file => !inSolution.has(file))
      .map(file => problem('solutions', file)),
  ];
};

const missingFiles = ({ folder, lab, mistakes }: LoadedLab): Problem[] => {
  const needed = [
    ...['README.md', ...lab.parts].map(
      file => [`labs/${folder.slug}/${file}`, join(folder.dir, file)] as const,
    ),
    ...['design.md', ...lab.parts, ...lab.parts.map(part => `starter/${part}`)].map(
      file => [`solutions/${folder.slug}/${file}`, join(folder.solutionDir, file)] as const,
    ),
  ];
  const problems: Problem[] = needed
    .filter(([, path]) => !existsSync(path))
    .map(([shown]) => ({ lab: folder.slug, code: 'missing-file', message: `${shown} is missing.` }));
  if (mistakes.length === 0)
    problems.push({
      lab: folder.slug,
      code: 'no-mistakes',
      message: `solutions/${folder.slug}/mistakes is empty.`,
    });
  return problems;
};

const same = async (a: string, b: string): Promise<boolean> =>
  !existsSync(a) || !existsSync(b) || (await readFile(a, 'utf8')) === (await readFile(b, 'utf8'));

/** labs/ holds what a learner edits; the untouched starter lies beside the solution, and both must agree here. */
const starterCopies = async ({ folder, lab }: LoadedLab): Promise<Problem[]> => {
  const problems: Problem[] = [];
  for (const part of lab.parts)
    if (!(await same(join(folder.dir, part), join(folder.solutionDir, 'starter', part))))
      problems.push({
        lab: folder.slug,
        code: 'starter-differs',
        message: `labs/${folder.slug}/${part} is not the starter any more. As a learner that is as it should be. As a contributor, copy it to solutions/${folder.slug}/starter/${part}.`,
      });
  return problems;
};

/** A starter begins where the lab before it ended; the finished shop is where the last lab ended. */
const chain = async (root: string, labs: LoadedLab[]): Promise<Problem[]> => {
  const problems: Problem[] = [];
  const endOf = new Map<string, LabFolder>();
  for (const { folder, lab } of labs)
    for (const part of lab.parts) {
      const before = endOf.get(part);
      if (before && !(await same(join(before.solutionDir, part), join(folder.solutionDir, 'starter', part))))
        problems.push({
          lab: folder.slug,
          code: 'chain-broken',
          message: `The starter of ${part} in ${folder.slug} does not begin where ${before.slug} ended.`,
        });
      endOf.set(part, folder);
    }
  for (const [part, folder] of endOf)
    if (!(await same(join(folder.solutionDir, part), join(root, 'services', part))))
      problems.push({
        lab: folder.slug,
        code: 'shop-differs',
        message: `services/${part} is not what solutions/${folder.slug}/${part} ends with. The finished shop is the sum of the solutions.`,
      });
  return problems;
};

export const checkFiles = async (
  root: string,
  labs: LoadedLab[],
  options: { starterMayDiffer: boolean },
): Promise<Problem[]> => {
  const problems = await chain(root, labs);
  for (const lab of labs) {
    problems.push(...missingFiles(lab), ...(await unknownFiles(lab)));
    if (!options.starterMayDiffer) problems.push(...(await starterCopies(lab)));
  }
  return problems;
};
