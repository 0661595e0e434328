// A program run to its end, its output kept or passed on. It ends when we are told to.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const root: string = join(import.meta.dirname, '..', '..');

const running = new Set<ChildProcess>();

export const endPrograms = (): void => {
  for (const child of running) child.kill('SIGTERM');
};

export type Ended = { code: number; output: string; ms: number };

type HowToRun = { show?: boolean; env?: NodeJS.ProcessEnv };

export const runProgram = (
  program: string,
  args: string[],
  { show = false, env = process.env }: HowToRun = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const since = performance.now();
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    const keep = (chunk: string): void => {
      output += chunk;
      if (show) process.stdout.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', reject);
    child.once('close', code => {
      running.delete(child);
      resolve({ code: code ?? 1, output, ms: performance.now() - since });
    });
  });
