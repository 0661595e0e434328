// Neither is needed. If they are there, they are worth a look.

import { backendAt, describeBackend } from '../machine/backend.ts';
import { outputOf } from '../machine/process-table.ts';
import { PortError, readPorts } from '../machine/workshop-ports.ts';
import type { Examined, Machine, Problem } from './problem.ts';

const ASKED_WITHIN_MS = 4_000;

const COMPOSE_NEEDED = '1.29';

/** `Docker Compose version v2.40.1` → `2.40.1`; `docker-compose version 1.29.2, build …` → `1.29.2`. */
export const composeVersionIn = (text: string): string | undefined =>
  /version:? v?(\d+\.\d+[\w.+-]*)/i.exec(text)?.[1];

export const isOldCompose = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = COMPOSE_NEEDED.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
};

type Compose = { command: string; version: string };

const findCompose = async (): Promise<Compose | undefined> => {
  for (const [program, args] of [
    ['docker', ['compose', 'version']],
    ['docker-compose', ['version']],
  ] as const) {
    const version = composeVersionIn((await outputOf(program, [...args], ASKED_WITHIN_MS)) ?? '');
    if (version !== undefined) return { command: program === 'docker' ? 'docker compose' : program, version };
  }
  return undefined;
};

const composeProblem = (compose: Compose | undefined): Problem[] => {
  if (compose !== undefined && !isOldCompose(compose.version)) return [];
  return [
    {
      level: 'warn',
      code: compose === undefined ? 'compose-missing' : 'compose-old',
      message: `${
        compose === undefined ? 'Docker is here without Compose' : `${compose.command} is ${compose.version}`
      }, and docker-compose.yml needs version 2, or ${COMPOSE_NEEDED}. npm start needs neither.`,
      fix: 'To run the shop with Jaeger, install the package docker-compose-plugin.',
    },
  ];
};

const STOPPED: Problem = {
  level: 'warn',
  code: 'docker-engine-stopped',
  message:
    'Docker is installed, but its engine does not answer. npm start does not need it; docker compose up, which runs the shop with Jaeger, does.',
  fix: 'Start Docker Desktop, or: sudo systemctl start docker',
};

export const examineDocker = async (): Promise<Examined> => {
  const title = 'Docker';
  const client = await outputOf('docker', ['--version'], ASKED_WITHIN_MS);
  if (client === undefined) return { title, seen: 'not installed (not needed)', problems: [] };
  const engine = await outputOf('docker', ['version', '--format', '{{.Server.Version}}'], ASKED_WITHIN_MS);
  if (!engine) return { title, seen: 'installed, its engine does not run', problems: [STOPPED] };
  const compose = await findCompose();
  const problems = composeProblem(compose);
  const offer =
    problems.length === 0 && compose
      ? `: ${compose.command} up brings the shop with Jaeger itself (Compose ${compose.version})`
      : '';
  return { title, seen: `engine ${engine.trim()} runs${offer}`, problems };
};

export const examineTraces = async ({ env }: Machine): Promise<Examined> => {
  try {
    const { ui } = readPorts(env);
    const backend = await backendAt(ui);
    const problems: Examined['problems'] = [];
    if (backend.kind === 'jaeger' && !backend.v3)
      problems.push({
        level: 'warn',
        code: 'jaeger-old',
        message: `Jaeger at port ${ui} does not answer /api/v3, so it is older than version 2. The workshop reads traces by that API.`,
        fix: 'Use Jaeger 2, or stop this one: npm start brings a trace store of its own.',
      });
    return { title: 'Traces', seen: `port ${ui}: ${describeBackend(backend)}`, problems };
  } catch (error) {
    if (error instanceof PortError)
      return { title: 'Traces', seen: 'not asked: a port variable is wrong', problems: [] };
    throw error;
  }
};
