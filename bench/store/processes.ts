// Processes of the bench: a server that says its ports in one line of JSON, and what a process has used so far.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const root = join(import.meta.dirname, '..', '..');

/** Reads a child's stdout line by line; rejects when it ends with nothing more to say. */
export function linesOf(child: ChildProcess): () => Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('The child has no stdout to read.');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await lines.next();
    if (done === true)
      throw new Error(`A process of the bench ended (${child.exitCode}) before it answered.`);
    return value;
  };
}

export type Server = {
  pid: number;
  httpPort: number;
  grpcPort: number;
  uiPort: number;
  stop(): Promise<void>;
};

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.kill(signal);
  await promise;
}

export async function startServer(file: string, env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const child = spawn(process.execPath, [...extraArgs(), join(root, file)], {
    env: {
      ...process.env,
      // as the commands of the workshop start it
      NODE_COMPILE_CACHE: join(root, '.workshop', 'compile-cache'),
      ...{ UI_PORT: '0', OTLP_HTTP_PORT: '0', OTLP_GRPC_PORT: '0' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ports: { otlpHttpPort: number; otlpGrpcPort?: number; uiPort: number } = JSON.parse(
    await linesOf(child)(),
  );
  return {
    pid: child.pid ?? 0,
    httpPort: ports.otlpHttpPort,
    grpcPort: ports.otlpGrpcPort ?? 0,
    uiPort: ports.uiPort,
    stop: () => ended(child, 'SIGTERM'),
  };
}

/** `BENCH_NODE_ARGS='--cpu-prof'` profiles what is measured. */
const extraArgs = (): string[] => (process.env.BENCH_NODE_ARGS ?? '').split(' ').filter(Boolean);

export type Usage = { cpuSeconds: number; rssMb: number };

/** Clock ticks a second, as Linux counts them for programs. */
const TICKS = 100;
const KB_A_PAGE = 4;

/** User and system time of the whole process, and its memory; undefined where there is no /proc. */
export function usageOf(pid: number): Usage | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  // the name in brackets may hold spaces: what follows the last bracket is counted from field 3
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, rssPages = 0] = [fields[11], fields[12], fields[21]];
  return { cpuSeconds: (user + system) / TICKS, rssMb: (rssPages * KB_A_PAGE) / 1024 };
}
