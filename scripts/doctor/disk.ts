import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Examined, Machine, Problem } from './problem.ts';

const MB = 1024 * 1024;
/** Packages of the shop and the lessons take about 700 MB, the private Node 190 MB. */
const COMFORTABLE_MB = 1_000;
const LEAST_MB = 200;

const roomProblem = (free: number): Problem[] => {
  if (free >= COMFORTABLE_MB) return [];
  return [
    {
      level: free < LEAST_MB ? 'block' : 'warn',
      code: 'disk-space',
      message: `${free} MB are free. A whole install takes about ${COMFORTABLE_MB} MB, and a full disk ends it half way.`,
      fix: 'Free some space; `npm cache clean --force` often gives back a lot.',
    },
  ];
};

const writeProblem = async (root: string): Promise<Problem[]> => {
  const file = join(root, '.workshop', `write-test-${process.pid}`);
  try {
    await mkdir(join(root, '.workshop'), { recursive: true });
    await writeFile(file, 'x');
    await rm(file);
    return [];
  } catch (error) {
    return [
      {
        level: 'block',
        code: 'not-writable',
        message: `${join(root, '.workshop')} can't be written (${error instanceof Error ? error.message : error}). Progress, logs and installed packages live there.`,
        fix: 'Make the folder yours (sudo chown -R "$USER" .), or copy the workshop to your home folder.',
      },
    ];
  }
};

export const examineDisk = async ({ root }: Machine): Promise<Examined> => {
  const { bavail, bsize } = await statfs(root);
  const free = Math.floor((bavail * bsize) / MB);
  return {
    title: 'Disk',
    seen: `${free >= 10_000 ? `${Math.floor(free / 1024)} GB` : `${free} MB`} free`,
    problems: [...roomProblem(free), ...(await writeProblem(root))],
  };
};
