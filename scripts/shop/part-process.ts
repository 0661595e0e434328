// A part that is a program of its own and tells its state in JSON lines: the trace store, the lessons.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type PartProcess = {
  pid: number;
  /** Resolves at the first JSON line with `ready: true`; rejects with what it printed if it ends before. */
  ready: Promise<void>;
  exited: Promise<number>;
  lines(): string[];
  stop(): Promise<void>;
  kill(): void;
};

export type PartOptions = {
  root: string;
  main: string;
  env: Record<string, string>;
  onLine?(line: string): void;
  onState?(state: Record<string, unknown>): void;
};

const LINES_KEPT = 40;
/** The lessons end an install that is under way within 2 s. */
const STOP_WITHIN_MS = 5_000;
const END_WITH_PARENT = join(import.meta.dirname, 'end-with-parent.ts');

export class PartFailure extends Error {
  override name = 'PartFailure';
}

const stateIn = (line: string): Record<string, unknown> | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

export const startPart = ({ root, main, env, onLine, onState }: PartOptions): PartProcess => {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, join(root, main)], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // out of reach of the terminal's Ctrl-C: the store must outlive the services, whose last spans it takes
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const kept: string[] = [];
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  const hear = (line: string): void => {
    onLine?.(line);
    kept.push(line);
    if (kept.length > LINES_KEPT) kept.shift();
    const state = stateIn(line);
    if (state === undefined) return;
    if (state.ready === true) ready.resolve();
    onState?.(state);
  };
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', hear);

  const exited = new Promise<number>(resolve => {
    child.once('close', code => resolve(code ?? 1));
    child.once('error', error => {
      hear(error.message);
      resolve(1);
    });
  });
  void exited.then(() => ready.reject(new PartFailure(kept.join('\n'))));
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = (): void => {
    if (!gone()) child.kill('SIGKILL');
  };
  return {
    pid: child.pid ?? -1,
    ready: ready.promise,
    exited,
    lines: () => [...kept],
    stop: async () => {
      if (!gone()) child.kill('SIGTERM');
      const force = setTimeout(kill, STOP_WITHIN_MS);
      await exited;
      clearTimeout(force);
    },
    kill,
  };
};
