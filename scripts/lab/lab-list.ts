// `npm run lab` alone: the labs there are, how far the learner is, and what is next.

import pc from 'picocolors';
import type { Lab } from '#trace-check/lab.ts';
import { type LabFolder, loadLab } from '#trace-check/labs.ts';
import { labProgress, type Progress } from '#trace-check/progress.ts';

export type LabEntry = { folder: LabFolder; lab: Lab };

export const loadEntries = (folders: LabFolder[]): Promise<LabEntry[]> =>
  Promise.all(folders.map(async folder => ({ folder, lab: await loadLab(folder) })));

type Standing = 'done' | 'begun' | 'to do';

const standingOf = (progress: Progress, slug: string): Standing => {
  const { passed, checks } = labProgress(progress, slug);
  if (passed) return 'done';
  return checks > 0 || progress.currentLab === slug ? 'begun' : 'to do';
};

// a sign and a word, so that nothing hangs on color
const MARKS: Record<Standing, string> = {
  done: pc.green('✓ done '),
  begun: pc.yellow('◐ begun'),
  'to do': pc.dim('○ to do'),
};

const line = ({ folder, lab }: LabEntry, progress: Progress, titleWidth: number): string => {
  const { passedTasks } = labProgress(progress, folder.slug);
  const tasks = `${passedTasks.length} of ${lab.tasks.length} tasks`;
  const current = progress.currentLab === folder.slug ? pc.cyan('  ← you are here') : '';
  return `  ${MARKS[standingOf(progress, folder.slug)]}  ${folder.number}  ${lab.title.padEnd(titleWidth)}  ${tasks}${current}`;
};

export const labList = (entries: LabEntry[], progress: Progress): string[] => {
  const width = Math.max(0, ...entries.map(({ lab }) => lab.title.length));
  const open = entries.filter(({ folder }) => standingOf(progress, folder.slug) !== 'done');
  const next = open.find(({ folder }) => folder.slug === progress.currentLab) ?? open[0];
  return [
    ...entries.map(entry => line(entry, progress, width)),
    '',
    next ? `  Next: npm run lab ${next.folder.number}` : '  All labs are done.',
  ];
};
