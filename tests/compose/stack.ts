// The stack of docker-compose.yml under a name, ports and a folder of its own, and gone without a trace afterwards.

import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '#trace-check/launch/free-ports.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = [
  'docker-compose.yml',
  'Dockerfile',
  '.dockerignore',
  'docker',
  'package.json',
  'package-lock.json',
  'labs',
  'solutions',
  'services',
  'packages',
  'scripts',
  'docs',
];
const LEFT_OUT = new Set(['node_modules', '.docusaurus', '.generated', 'build']);

const VARIABLES = [
  'API_GATEWAY_PORT',
  'USER_SERVICE_PORT',
  'ORDER_SERVICE_PORT',
  'INVENTORY_SERVICE_PORT',
  'UI_PORT',
  'OTLP_HTTP_PORT',
  'OTLP_GRPC_PORT',
  'SITE_PORT',
  'GRAFANA_PORT',
  'POSTGRES_PORT',
] as const;
type Variable = (typeof VARIABLES)[number];

const POLL_MS = 200;

export type Ran = { code: number; output: string };

const run = (program: string, args: string[], env: NodeJS.ProcessEnv, cwd: string, within: number) =>
  new Promise<Ran>(resolve => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    const limit = setTimeout(() => {
      output += `\n(ended after ${within / 1000} s)`;
      child.kill('SIGTERM');
    }, within);
    child.once('close', code => {
      clearTimeout(limit);
      resolve({ code: code ?? 1, output });
    });
  });

export const until = async <T>(
  what: string,
  within: number,
  look: () => Promise<T | undefined>,
): Promise<T> => {
  const deadline = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${within / 1000} s in vain for ${what}.`);
    await pause(POLL_MS);
  }
};

/** `docker compose` where there is one, or docker-compose. */
export const composeCommand = async (): Promise<string[] | undefined> => {
  const answers = (program: string, args: string[]): Promise<boolean> =>
    new Promise(resolve => execFile(program, args, error => resolve(error === null)));
  if (await answers('docker', ['compose', 'version'])) return ['docker', 'compose'];
  if (await answers('docker-compose', ['version'])) return ['docker-compose'];
  return undefined;
};

export type Stack = {
  folder: string;
  ports: Record<Variable, number>;
  compose(args: string[], env?: Record<string, string>, within?: number): Promise<Ran>;
  /** `npm run <args>` in the copy, without npm. */
  command(args: string[]): Promise<Ran>;
  get(variable: Variable, path: string): Promise<{ status: number; text: string } | undefined>;
};

const COMPOSE_WITHIN_MS = 60_000;
const COMMAND_WITHIN_MS = 60_000;

const portsFrom = (numbers: number[]): Record<Variable, number> => {
  const at = (name: Variable): number => numbers[VARIABLES.indexOf(name)] ?? 0;
  return {
    API_GATEWAY_PORT: at('API_GATEWAY_PORT'),
    USER_SERVICE_PORT: at('USER_SERVICE_PORT'),
    ORDER_SERVICE_PORT: at('ORDER_SERVICE_PORT'),
    INVENTORY_SERVICE_PORT: at('INVENTORY_SERVICE_PORT'),
    UI_PORT: at('UI_PORT'),
    OTLP_HTTP_PORT: at('OTLP_HTTP_PORT'),
    OTLP_GRPC_PORT: at('OTLP_GRPC_PORT'),
    SITE_PORT: at('SITE_PORT'),
    GRAFANA_PORT: at('GRAFANA_PORT'),
    POSTGRES_PORT: at('POSTGRES_PORT'),
  };
};

export const openStack = async (): Promise<Stack & { end(): Promise<void> }> => {
  const [program = '', ...first] = (await composeCommand()) ?? [];
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'compose-')));
  for (const name of COPIED)
    cpSync(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: source => !LEFT_OUT.has(basename(source)),
    });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, '.workshop'));
  if (existsSync(join(ROOT, '.workshop', 'node')))
    symlinkSync(join(ROOT, '.workshop', 'node'), join(folder, '.workshop', 'node'));

  const ports = portsFrom(await freePorts(VARIABLES.length));
  const env = {
    ...process.env,
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    // the image layers are the same for every run, so only the first one builds them
    COMPOSE_PROJECT_NAME: `workshop-test-${process.pid}`,
    COMPOSE_PROFILES: '',
    LAB: '',
  };
  const compose: Stack['compose'] = (args, more = {}, within = COMPOSE_WITHIN_MS) =>
    run(program, [...first, ...args], { ...env, ...more }, folder, within);
  return {
    folder,
    ports,
    compose,
    command: args =>
      run(process.execPath, [join(folder, 'scripts', 'run.mjs'), ...args], env, folder, COMMAND_WITHIN_MS),
    get: async (variable, path) => {
      try {
        const answer = await fetch(`http://localhost:${ports[variable]}${path}`, {
          signal: AbortSignal.timeout(2_000),
        });
        return { status: answer.status, text: await answer.text() };
      } catch {
        return undefined;
      }
    },
    end: async () => {
      await compose(['down', '--volumes', '--remove-orphans', '--rmi', 'local', '--timeout', '1'], {
        COMPOSE_PROFILES: 'collector',
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
