// A program of ours, run to its end: lines as they come, killed with its whole family when asked to stop.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type Ended = { code: number | null; lines: string[] };
export type Run = {
  command: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
  signal: AbortSignal;
  onLine?(line: string): void;
};

/** Of the output, the end is what explains a failure. */
const KEPT_LINES = 40;
/** After a polite request to stop. */
const PATIENCE_MS = 2_000;

export const run = ({ command, args, cwd, env = {}, signal, onLine }: Run): Promise<Ended> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // a group of its own (not on Windows), so that what it starts can be stopped together with it
    const grouped = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: grouped,
    });
    const kill = (how: NodeJS.Signals): void => {
      try {
        if (grouped && child.pid !== undefined) process.kill(-child.pid, how);
        else child.kill(how);
      } catch {
        // it has ended by itself
      }
    };
    const stop = (): void => {
      kill('SIGTERM');
      setTimeout(() => kill('SIGKILL'), PATIENCE_MS).unref();
    };
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', line => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        onLine?.(line);
      });
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('close', code => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code, lines });
    });
  });
