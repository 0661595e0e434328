// Before anything starts: are the ports free, and if not, what is the kindest thing to do?

import { freePorts } from '#trace-check/launch/free-ports.ts';
import { presentBackend } from '../machine/present-backend.ts';
import { moveCommand, sayDoneWithout, sayTaken, type TakenPort, takenPorts } from '../machine/taken-ports.ts';
import { PORT_USES, type PortName, type Ports, THRIFT_NAMES } from '../machine/workshop-ports.ts';
import { needsJaegerPort } from '../shop/exporter.ts';

export type Claim =
  | {
      ok: true;
      ports: Ports /** somebody else's backend takes the traces */;
      jaeger?: string;
      notes: string[];
    }
  | { ok: false; message: string[] };

const ALL: PortName[] = PORT_USES.map(use => use.name);
const TRACES: readonly PortName[] = ['ui', 'otlp-http', 'otlp-grpc', ...THRIFT_NAMES];

const runsAlready = (needed: TakenPort[], ports: Ports, taken: TakenPort[]): string[] | undefined => {
  const ours = needed
    .map(one => one.holder)
    .find(holder => holder?.workshop && holder.workshop.command !== 'a part left over');
  if (ours?.workshop === undefined) return undefined;
  const { command, pid } = ours.workshop;
  const place = ours.folder === undefined ? '' : `, in ${ours.folder}`;
  return [
    `The workshop is running already: \`${command}\` in another terminal (process ${pid}${place}).`,
    command === 'npm start'
      ? `It is at http://localhost:${ports.lessons}. Use it, or stop it there with Ctrl-C and run npm start again.`
      : 'Stop the lab there with Ctrl-C. Then run npm start here, and the lab again beside it: they share the ports.',
    `To have a second one beside it: ${moveCommand(taken, 'npm start')}`,
  ];
};

const refusal = (taken: TakenPort[]): string[] => {
  const leftOver = taken.flatMap(({ holder }) =>
    holder?.workshop?.command === 'a part left over' ? [holder.pid] : [],
  );
  return [
    ...taken.map(sayTaken),
    leftOver.length > 0
      ? `Stop it: kill ${[...new Set(leftOver)].join(' ')}`
      : 'Stop that program, or move the workshop:',
    `  ${moveCommand(taken, 'npm start')}`,
  ];
};

export const claimPorts = async (ports: Ports, env: NodeJS.ProcessEnv): Promise<Claim> => {
  const taken = await takenPorts(ports, ALL);
  if (taken.length === 0) return { ok: true, ports, notes: [] };

  const wanted = needsJaegerPort(env);
  const isThrift = ({ name }: TakenPort): boolean => THRIFT_NAMES.includes(name) && !wanted.includes(name);
  const needed = taken.filter(one => !isThrift(one));
  const already = runsAlready(needed, ports, taken);
  if (already) return { ok: false, message: already };

  const notes: string[] = [];
  let claimed = ports;
  let rest = needed;

  const lessons = rest.find(({ name }) => name === 'lessons');
  if (lessons && !env.SITE_PORT) {
    // nothing else depends on this port, and many a program uses 3000
    const [free] = await freePorts(1);
    if (free !== undefined) {
      claimed = { ...claimed, lessons: free };
      notes.push(`${sayTaken(lessons)} So the lessons are at port ${free}; SITE_PORT=… chooses another.`);
      rest = rest.filter(one => one !== lessons);
    }
  }

  const present = await presentBackend(ports, rest, ['jaeger']);
  const jaeger = 'use' in present ? present.use : undefined;
  if (jaeger !== undefined) {
    notes.push(`${jaeger} runs already, and the traces go there.`);
    rest = rest.filter(({ name }) => !TRACES.includes(name));
  }

  if (rest.length > 0)
    return { ok: false, message: [...('inTheWay' in present ? present.inTheWay : []), ...refusal(rest)] };
  // where Jaeger itself takes the traces, these are Jaeger's
  if (jaeger === undefined) notes.push(...taken.filter(isThrift).map(sayDoneWithout));
  return { ok: true, ports: claimed, notes, ...(jaeger === undefined ? {} : { jaeger }) };
};
