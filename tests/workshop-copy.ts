// A copy of the workshop in a folder of its own, on ports of its own, as a learner's clone would be.
// Installed packages are linked, since installing them is proved elsewhere.

import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '#trace-check/launch/free-ports.ts';

const ROOT = join(import.meta.dirname, '..');
const COPIED = ['package.json', 'package-lock.json', 'labs', 'solutions', 'services', 'packages', 'scripts'];
const PORT_VARIABLES = [
  'API_GATEWAY_PORT',
  'USER_SERVICE_PORT',
  'ORDER_SERVICE_PORT',
  'INVENTORY_SERVICE_PORT',
  'UI_PORT',
  'OTLP_HTTP_PORT',
  'OTLP_GRPC_PORT',
  'SITE_PORT',
  'JAEGER_THRIFT_HTTP_PORT',
  'JAEGER_THRIFT_BINARY_PORT',
  'JAEGER_THRIFT_COMPACT_PORT',
] as const;
type PortVariable = (typeof PORT_VARIABLES)[number];

const POLL_MS = 20;
/** Far beyond what anything here takes, so that only what hangs is cut off. */
const PATIENCE_MS = 60_000;

export const until = async <T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> => {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain for ${what}.`);
    await pause(POLL_MS);
  }
};

/** The status an address answers with; the body is read, so that no connection stays busy. */
export const statusOf = async (url: string): Promise<number | undefined> => {
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
};

export type Command = {
  child: ChildProcess;
  output(): string;
  says(pattern: RegExp): Promise<void>;
  exited: Promise<number | null>;
};

export type Workshop = {
  folder: string;
  ports: Record<PortVariable, number>;
  url(variable: PortVariable, path: string): string;
  /** `npm run <name>` without npm. */
  run(name: string, args?: string[], env?: Record<string, string>): Command;
};

const openCommand = (folder: string, env: NodeJS.ProcessEnv, args: string[]): Command => {
  const child = spawn(process.execPath, [join(folder, 'scripts', 'run.mjs'), ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const exited = new Promise<number | null>(resolve => child.once('close', resolve));
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  return {
    child,
    output: () => output,
    says: pattern =>
      until(`${pattern} in what ${args[0]} prints:\n${output}`, () => {
        if (pattern.test(output)) return true;
        if (ended) throw new Error(`It ended without saying ${pattern}:\n${output}`);
        return undefined;
      }).then(() => undefined),
    exited,
  };
};

/** Removes the folder and ends whatever still runs when the test is over. */
export const copyWorkshop = async (context: { after(end: () => Promise<void>): void }): Promise<Workshop> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'workshop-')));
  const outside = new Set(['node_modules', '.docusaurus', 'build']);
  for (const name of COPIED)
    cpSync(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: source => !outside.has(basename(source)),
    });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, '.workshop'));
  if (existsSync(join(ROOT, '.workshop', 'node')))
    symlinkSync(join(ROOT, '.workshop', 'node'), join(folder, '.workshop', 'node'));

  const numbers = await freePorts(PORT_VARIABLES.length);
  const ports = Object.fromEntries(PORT_VARIABLES.map((name, index) => [name, numbers[index] ?? 0]));
  const portOf = (name: PortVariable): number => ports[name] ?? 0;
  const commands: Command[] = [];
  context.after(async () => {
    for (const { child } of commands) child.kill('SIGTERM');
    await Promise.all(commands.map(({ exited }) => exited));
    rmSync(folder, { recursive: true, force: true });
  });
  const environment = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  return {
    folder,
    ports: {
      API_GATEWAY_PORT: portOf('API_GATEWAY_PORT'),
      USER_SERVICE_PORT: portOf('USER_SERVICE_PORT'),
      ORDER_SERVICE_PORT: portOf('ORDER_SERVICE_PORT'),
      INVENTORY_SERVICE_PORT: portOf('INVENTORY_SERVICE_PORT'),
      UI_PORT: portOf('UI_PORT'),
      OTLP_HTTP_PORT: portOf('OTLP_HTTP_PORT'),
      OTLP_GRPC_PORT: portOf('OTLP_GRPC_PORT'),
      SITE_PORT: portOf('SITE_PORT'),
      JAEGER_THRIFT_HTTP_PORT: portOf('JAEGER_THRIFT_HTTP_PORT'),
      JAEGER_THRIFT_BINARY_PORT: portOf('JAEGER_THRIFT_BINARY_PORT'),
      JAEGER_THRIFT_COMPACT_PORT: portOf('JAEGER_THRIFT_COMPACT_PORT'),
    },
    url: (variable, path) => `http://localhost:${portOf(variable)}${path}`,
    run: (name, args = [], env = {}) => {
      const command = openCommand(folder, { ...process.env, ...environment, ...env }, [name, ...args]);
      commands.push(command);
      return command;
    },
  };
};
