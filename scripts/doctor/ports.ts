import { moveCommand, sayTaken, type TakenPort, takenPorts } from '../machine/taken-ports.ts';
import { PORT_USES, PortError, readPorts, THRIFT_NAMES } from '../machine/workshop-ports.ts';
import type { Examined, Machine, Problem } from './problem.ts';

const isOurs = ({ holder }: TakenPort): boolean =>
  holder?.workshop !== undefined && holder.workshop.command !== 'a part left over';

const problemOf = (taken: TakenPort): Problem => {
  const { holder, name } = taken;
  if (THRIFT_NAMES.includes(name))
    return {
      level: 'warn',
      code: 'port-taken',
      message: `${sayTaken(taken)} Only a lab on Jaeger's old exporter needs it.`,
      fix: `For such a lab, give the workshop another: ${moveCommand([taken], 'npm start')}`,
    };
  const stop = holder === undefined ? 'Stop that program' : `Stop it (kill ${holder.pid})`;
  return {
    // the lessons move aside by themselves
    level: name === 'lessons' ? 'warn' : 'block',
    code: 'port-taken',
    message: `${sayTaken(taken)} The workshop wants it for itself.`,
    fix: `${stop}, or give the workshop another: ${moveCommand([taken], 'npm start')}`,
  };
};

/** One stack holds many ports, and is ended by one command. */
const containersProblem = (taken: TakenPort[]): Problem[] =>
  taken.length === 0
    ? []
    : [
        {
          level: 'block',
          code: 'ports-in-containers',
          message: `Containers hold the ports ${taken.map(({ port, what }) => `${port} (${what})`).join(', ')}. If docker compose ps lists this workshop's containers, the workshop runs already, and you can use it.`,
          fix: `docker compose down, or give the workshop other ports: ${moveCommand(taken, 'npm start')}`,
        },
      ];

export const examinePorts = async ({ env }: Machine): Promise<Examined> => {
  try {
    const taken = await takenPorts(
      readPorts(env),
      PORT_USES.map(use => use.name),
    );
    const ours = taken.find(isOurs);
    const strangers = taken.filter(one => !isOurs(one));
    const running = ours?.holder?.workshop;
    return {
      title: 'Ports',
      seen: running
        ? `the workshop is running: ${running.command}, process ${running.pid}`
        : strangers.length === 0
          ? `all ${PORT_USES.length} are free`
          : `${strangers.length} of ${PORT_USES.length} are taken`,
      problems: [
        ...containersProblem(strangers.filter(({ holder }) => holder?.container)),
        ...strangers.filter(({ holder }) => !holder?.container).map(problemOf),
      ],
    };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const problem: Problem = {
      level: 'block',
      code: 'port-variable',
      message: error.message,
      fix: 'Correct the variable, or unset it.',
    };
    return { title: 'Ports', seen: 'a variable is wrong', problems: [problem] };
  }
};
