// Neither is needed. If they are there, they are worth a look.

import { backendAt, describeBackend } from '../machine/backend.ts';
import { outputOf } from '../machine/process-table.ts';
import { PortError, readPorts } from '../machine/workshop-ports.ts';
import type { Examined, Machine } from './problem.ts';

const ASKED_WITHIN_MS = 4_000;

export const examineDocker = async (): Promise<Examined> => {
  const client = await outputOf('docker', ['--version'], ASKED_WITHIN_MS);
  if (client === undefined) return { title: 'Docker', seen: 'not installed (not needed)', problems: [] };
  const engine = await outputOf('docker', ['version', '--format', '{{.Server.Version}}'], ASKED_WITHIN_MS);
  return {
    title: 'Docker',
    seen: engine ? `engine ${engine.trim()} runs` : 'installed, its engine does not run',
    problems: engine
      ? []
      : [
          {
            level: 'warn',
            code: 'docker-engine-stopped',
            message:
              'Docker is installed, but its engine does not answer. Nothing of this workshop needs it: npm start goes without.',
            fix: 'Start Docker Desktop, or: sudo systemctl start docker',
          },
        ],
  };
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
