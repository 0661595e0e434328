// What the learner has done so far, in .workshop/state.json: the current lab, checks passed, hints seen.
// It is small and rewritten whole; a lock file keeps two terminals from overwriting each other.

import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { emptyProgress, type LabProgress, type Progress, parseProgress } from './progress-format.ts';

export type { LabProgress, Progress } from './progress-format.ts';

/** A lab's three hints: a question, a pointer, nearly the code. */
const MOST_HINTS = 3;
/** Reading, changing and writing takes 2 ms; a lock this old was left by a process that died. */
const LOCK_STALE_MS = 2_000;
const LOCK_POLL_MS = 5;

/** WORKSHOP_STATE moves it, so that a test leaves the learner's own progress alone. */
const folderOf = (root: string): string => process.env.WORKSHOP_STATE || join(root, '.workshop');
export const progressFile = (root: string): string => join(folderOf(root), 'state.json');

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** A file that can't be read is kept beside the new one, and said once. */
const setAside = async (file: string): Promise<void> => {
  const kept = `${file}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`;
  await rename(file, kept).catch(() => undefined);
  process.stderr.write(
    `Your progress in ${file} could not be read. It is kept as ${kept}; progress begins anew.\n`,
  );
};

export const readProgress = async (root: string): Promise<Progress> => {
  const file = progressFile(root);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return emptyProgress();
  const progress = parseProgress(text);
  if (progress !== undefined) return progress;
  await setAside(file);
  return emptyProgress();
};

const lock = async (root: string): Promise<() => Promise<void>> => {
  await mkdir(folderOf(root), { recursive: true });
  const file = join(folderOf(root), 'state.lock');
  for (;;) {
    try {
      await (await open(file, 'wx')).close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > LOCK_STALE_MS) await rm(file, { force: true });
    else await pause(LOCK_POLL_MS);
  }
};

const change = async (root: string, edit: (progress: Progress) => Progress): Promise<Progress> => {
  const release = await lock(root);
  try {
    const next = edit(await readProgress(root));
    const file = progressFile(root);
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(next, null, 2)}\n`);
    await rename(draft, file);
    return next;
  } finally {
    await release();
  }
};

export const labProgress = (progress: Progress, lab: string): LabProgress =>
  progress.labs[lab] ?? { checks: 0, passed: false, passedTasks: [], hints: {} };

const changeLab = (
  root: string,
  lab: string,
  edit: (before: LabProgress) => LabProgress,
): Promise<Progress> =>
  change(root, progress => ({
    ...progress,
    labs: { ...progress.labs, [lab]: edit(labProgress(progress, lab)) },
  }));

export type CheckOutcome = {
  /** its slug, `01-first-trace` */ lab: string;
  passedTasks: number[];
  passed: boolean;
};

/** A lab once passed stays passed; its tasks are those of the newest check. */
export const recordCheck = (root: string, { lab, passedTasks, passed }: CheckOutcome): Promise<Progress> =>
  changeLab(root, lab, before => ({
    ...before,
    checks: before.checks + 1,
    passed: before.passed || passed,
    passedTasks: [...passedTasks].sort((a, b) => a - b),
  }));

export const setCurrentLab = (root: string, lab: string): Promise<Progress> =>
  change(root, progress => ({ ...progress, currentLab: lab }));

export const currentLab = async (root: string): Promise<string | undefined> =>
  (await readProgress(root)).currentLab;

/** How many hints of this task were given: 0 to 3. */
export const hintLevel = async (root: string, lab: string, task: number): Promise<number> =>
  labProgress(await readProgress(root), lab).hints[task] ?? 0;

/** Counts one more hint as given and answers its level, 1 to 3; after the third it stays at 3. */
export const nextHint = async (root: string, lab: string, task: number): Promise<number> => {
  const progress = await changeLab(root, lab, before => ({
    ...before,
    hints: { ...before.hints, [task]: Math.min(MOST_HINTS, (before.hints[task] ?? 0) + 1) },
  }));
  return labProgress(progress, lab).hints[task] ?? 1;
};

/** The lab is begun anew: nothing passed, no hints seen. */
export const forgetLab = (root: string, lab: string): Promise<Progress> =>
  change(root, progress => ({
    ...progress,
    labs: Object.fromEntries(Object.entries(progress.labs).filter(([slug]) => slug !== lab)),
  }));
