// What the machine knows of a process: command, folder, parent. Linux has it in /proc, others in `ps`.

import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';

export type ProcessFacts = { pid: number; parent: number; command: string; folder?: string };

const ASKED_WITHIN_MS = 2_000;

/** The output of a program, or nothing when it is not there or fails. */
export const outputOf = (
  program: string,
  args: string[],
  timeout = ASKED_WITHIN_MS,
): Promise<string | undefined> =>
  new Promise(resolve =>
    execFile(program, args, { encoding: 'utf8', timeout }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    ),
  );

const fromProc = async (pid: number): Promise<ProcessFacts> => {
  const [command, status] = await Promise.all([
    readFile(`/proc/${pid}/cmdline`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  return {
    pid,
    parent,
    command: command.split('\0').join(' ').trim(),
    ...(folder === undefined ? {} : { folder }),
  };
};

const fromPs = async (pid: number): Promise<ProcessFacts | undefined> => {
  const line = await outputOf('ps', ['-o', 'ppid=,command=', '-p', String(pid)]);
  const [, parent, command] = /^\s*(\d+)\s+(.+)$/m.exec(line ?? '') ?? [];
  return parent && command ? { pid, parent: Number(parent), command } : undefined;
};

export const processFacts = (pid: number): Promise<ProcessFacts | undefined> =>
  fromProc(pid).catch(() => fromPs(pid));

/** The process, its parent, its parent's parent … */
export const ancestry = async (pid: number): Promise<ProcessFacts[]> => {
  const line: ProcessFacts[] = [];
  for (let next = pid; next > 1 && line.length < 20; ) {
    const facts = await processFacts(next);
    if (facts === undefined || line.some(one => one.pid === next)) break;
    line.push(facts);
    next = facts.parent;
  }
  return line;
};
