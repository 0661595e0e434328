// Hints, one level at a time: a question, a pointer, nearly the code.

import type { Lab } from '../lab.ts';
import { labProgress, nextHint, readProgress } from '../progress.ts';
import { UsageError } from './options.ts';

const LEVELS = ['A question', 'A pointer', 'Nearly the code'];

export const giveHint = async (
  root: string,
  lab: Lab,
  labId: string,
  asked: number | undefined,
): Promise<string> => {
  const passed = labProgress(await readProgress(root), labId).passedTasks;
  const task =
    asked === undefined
      ? (lab.tasks.find(one => !passed.includes(one.id)) ?? lab.tasks[0])
      : lab.tasks.find(one => one.id === asked);
  if (task === undefined)
    throw new UsageError(`${labId} has no task ${asked}. Its tasks are 1 to ${lab.tasks.length}.`);
  const level = await nextHint(root, labId, task.id);
  const more =
    level < task.hints.length
      ? `Ask again for more: npm run check-lab ${labId.slice(0, 2)} -- --hint ${task.id}`
      : `That was the last hint. The solution: solutions/${labId}`;
  return `\n  Task ${task.id}. ${task.title}\n  ${LEVELS[level - 1]} (${level} of ${task.hints.length})\n\n  ${(task.hints[level - 1] ?? '').replaceAll('\n', '\n  ')}\n\n  ${more}\n`;
};
