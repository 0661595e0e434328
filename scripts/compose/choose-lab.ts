// The lab that LAB=… names, or the reason why there is none.

import pc from 'picocolors';
import { findLab, type LabFolder, listLabs } from '#trace-check/labs.ts';
import { type LabEntry, loadEntries } from '../lab/lab-list.ts';

export type Choice = { ok: true; folder: LabFolder | undefined } | { ok: false; message: string[] };

const unreadable = (error: unknown): string[] => [
  `The folder labs/ can't be read in the container (${error instanceof Error ? error.message : error}).`,
  'The container runs as user 1000, not as you. Let others read the folder: chmod -R a+rX labs',
];

const row = ({ folder, lab }: LabEntry): string => `  LAB=${folder.number}  ${lab.title}`;

/** LAB may be `3`, `03`, `spans` or `03-spans`; empty means the finished shop. */
export const chooseLab = async (root: string, name: string): Promise<Choice> => {
  const folders = await listLabs(root).catch((error: unknown) => unreadable(error));
  if (folders.every(one => typeof one === 'string')) {
    return folders.length > 0
      ? { ok: false, message: folders }
      : { ok: false, message: ['The folder labs/ is empty in the container.', '→ git checkout labs'] };
  }
  const labs = folders.filter(one => typeof one !== 'string');
  if (name === '') return { ok: true, folder: undefined };
  const folder = findLab(labs, name);
  if (folder !== undefined) return { ok: true, folder };
  const entries = await loadEntries(labs);
  return {
    ok: false,
    message: [
      `There is no lab ${name}. The labs there are:`,
      ...entries.map(row),
      `Start one of them: ${pc.cyan(`LAB=${entries[0]?.folder.number} docker compose up`)}`,
      'Without LAB the finished shop runs.',
    ],
  };
};
