// What `npm start` shows, as data and as lines. Pure: the screen decides how lines get on it.

import pc from 'picocolors';
import type { ServiceName } from '#trace-check/launch/service.ts';
import type { Ports } from '../machine/workshop-ports.ts';

export type State = 'starting' | 'ready' | 'failed' | 'lent' | 'stopped';

export type Failure = { name: string; lines: string[]; log: string };

export type Board = {
  ports: Ports;
  services: Record<ServiceName, State>;
  /** The lab that has the shop's ports now. */
  lentTo: string | undefined;
  /** `note` says what is the matter when it is known. */
  traces: { state: State; by: string; note?: string };
  lessons: { state: State; readable: boolean; note: string };
  failures: Failure[];
  notes: string[];
  stopping: boolean;
};

const MARKS: Record<State, string> = {
  starting: pc.yellow('◐'),
  ready: pc.green('●'),
  failed: pc.red('✗'),
  lent: pc.cyan('◆'),
  stopped: pc.dim('○'),
};
/** A board without lessons is still a shop. */
export const LESSONS = 'the lessons';
const FAILED_LINES = 6;
const TITLE = 9;
const ADDRESS = 24;

const shopState = (board: Board): State => {
  if (board.lentTo !== undefined) return 'lent';
  const states = Object.values(board.services);
  for (const state of ['failed', 'starting', 'stopped'] as const) if (states.includes(state)) return state;
  return 'ready';
};

const shopNote = (board: Board): string => {
  if (board.lentTo !== undefined)
    return `${board.lentTo} runs in another terminal; the finished shop comes back after it`;
  const inState = (wanted: State) =>
    Object.entries(board.services)
      .filter(([, state]) => state === wanted)
      .map(([name]) => name);
  const failed = inState('failed');
  if (failed.length > 0) return `${failed.join(', ')}: not running`;
  if (inState('stopped').length > 0) return 'stopped';
  const starting = inState('starting');
  return starting.length > 0 ? `starting: ${starting.join(', ')}` : 'ready';
};

const row = (state: State, title: string, address: string, note: string): string =>
  `  ${MARKS[state]} ${title.padEnd(TITLE)}${address.padEnd(ADDRESS)}  ${state === 'ready' ? note : pc.bold(note)}`;

export const curlLine = (port: number): string =>
  `curl -X POST localhost:${port}/orders -H 'content-type: application/json' -d '{"user_id":"1","product":"Laptop","quantity":1}'`;

const rows = ({ ports, traces, lessons, ...board }: Board): string[] => [
  row(
    shopState({ ports, traces, lessons, ...board }),
    'shop',
    `http://localhost:${ports['api-gateway']}`,
    shopNote({ ports, traces, lessons, ...board }),
  ),
  row(
    traces.state,
    'traces',
    `http://localhost:${ports.ui}`,
    traces.state === 'ready'
      ? `ready (${traces.by})`
      : traces.state === 'starting'
        ? 'starting'
        : (traces.note ?? 'not running'),
  ),
  row(lessons.state, 'lessons', `http://localhost:${ports.lessons}`, lessons.note),
  pc.dim(
    `    telemetry goes to ${ports['otlp-http']} (OTLP over HTTP) and ${ports['otlp-grpc']} (OTLP over gRPC)`,
  ),
];

const failure = ({ name, lines, log }: Failure): string[] => [
  '',
  `  ${pc.red('✗')} ${name} has ended. Its last words:`,
  ...lines.slice(-FAILED_LINES).map(line => `      ${line}`),
  `    All of them: ${log}`,
];

const next = (board: Board): string[] => {
  if (board.stopping) return ['', '  Stopping …'];
  if (board.failures.some(({ name }) => name !== LESSONS))
    return [
      '',
      '  Next: mend what it says, stop with Ctrl-C, and run npm start again. npm run doctor may know more.',
    ];
  if (shopState(board) === 'starting' || board.traces.state === 'starting') return ['', '  Starting …'];
  if (board.lentTo !== undefined) return ['', '  Ctrl-C stops everything.'];
  return [
    '',
    '  Next: place an order, in a second terminal',
    `    ${pc.cyan(curlLine(board.ports['api-gateway']))}`,
    `  look at its trace at http://localhost:${board.ports.ui}/search`,
    '  then begin the first lab',
    `    ${pc.cyan('npm run lab 01')}`,
    '',
    '  Ctrl-C stops everything.',
  ];
};

export const renderBoard = (board: Board): string[] => [
  '',
  `  ${pc.bold('Follow the Request')}`,
  '',
  ...rows(board),
  ...board.notes.flatMap(note => ['', `  ${pc.yellow('!')} ${note}`]),
  ...board.failures.flatMap(failure),
  ...next(board),
  '',
];
