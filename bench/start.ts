// What a person waits for: `npm start` until the first trace can be read, until the lessons can be read,
// and Ctrl-C until nothing is left. Everything is installed; the command runs as run.mjs runs it, on free ports.
//
//   first trace  at most 3 s      lessons  at most 8 s      run.mjs adds  at most 60 ms

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '#trace-check/launch/free-ports.ts';

const root = join(import.meta.dirname, '..');
const ROUNDS = 3;
const DOOR_ROUNDS = 9;
const PATIENCE_MS = 60_000;
const POLL_MS = 10;
const LIMITS = { firstTraceMs: 3_000, lessonsMs: 8_000, doorMs: 60 };
const VARIABLES = [
  'API_GATEWAY_PORT',
  'UI_PORT',
  'SITE_PORT',
  'USER_SERVICE_PORT',
  'ORDER_SERVICE_PORT',
  'INVENTORY_SERVICE_PORT',
  'OTLP_HTTP_PORT',
  'OTLP_GRPC_PORT',
  'JAEGER_THRIFT_HTTP_PORT',
  'JAEGER_THRIFT_BINARY_PORT',
  'JAEGER_THRIFT_COMPACT_PORT',
];
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const until = async (what: string, look: () => Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await look().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain for ${what}.`);
    await pause(POLL_MS);
  }
};

const orderIsTaken = async (gateway: number): Promise<boolean> => {
  const answer = await fetch(`http://localhost:${gateway}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` },
    body: '{"user_id":"1","product":"Laptop","quantity":1}',
  });
  await answer.arrayBuffer();
  return answer.status === 201;
};

const traceIsThere = async (ui: number): Promise<boolean> => {
  const answer = await fetch(`http://localhost:${ui}/api/traces/${TRACE_ID}`);
  return (await answer.text()).includes('order-service');
};

const lessonsAreThere = async (site: number): Promise<boolean> => {
  const answer = await fetch(`http://localhost:${site}/lessons/first-trace`, {
    headers: { accept: 'text/html' },
  });
  return (await answer.text()).includes('theme-doc-markdown');
};

const end = async (child: ChildProcess): Promise<void> => {
  const gone = new Promise(resolve => child.once('close', resolve));
  child.kill('SIGINT');
  await gone;
};

type Round = { shop: number; firstTrace: number; lessons: number; stop: number };

const once = async (): Promise<Round> => {
  const ports = await freePorts(VARIABLES.length);
  const [gateway = 0, ui = 0, site = 0] = ports;
  const moved = Object.fromEntries(VARIABLES.map((name, index) => [name, String(ports[index])]));
  const from = performance.now();
  const since = (): number => performance.now() - from;
  const child = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), 'start'], {
    cwd: root,
    env: { ...process.env, ...moved },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await until('an order', () => orderIsTaken(gateway));
    const shop = since();
    await until('its trace', () => traceIsThere(ui));
    const firstTrace = since();
    await until('the lessons', () => lessonsAreThere(site));
    const lessons = since();
    const asked = performance.now();
    await end(child);
    return { shop, firstTrace, lessons, stop: performance.now() - asked };
  } finally {
    child.kill('SIGTERM');
  }
};

const timeOf = async (args: string[]): Promise<number> => {
  const from = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' });
  await new Promise(resolve => child.once('close', resolve));
  return performance.now() - from;
};

/** The same command through the door and without it. */
const door = async (): Promise<number> => {
  const through: number[] = [];
  const direct: number[] = [];
  for (let round = 0; round < DOOR_ROUNDS; round++) {
    through.push(await timeOf([join('scripts', 'run.mjs'), 'doctor', '--help']));
    direct.push(await timeOf([join('scripts', 'doctor.ts'), '--help']));
  }
  return median(through) - median(direct);
};

const line = (what: string, ms: number, limit?: number): string => {
  const figure = `${what.padEnd(34)}${ms.toFixed(0).padStart(6)} ms`;
  return limit === undefined
    ? figure
    : `${figure}   ${(ms / limit).toFixed(2)} of the ${limit} ms it may take`;
};

export const name = 'start';

export const run = async (): Promise<string[]> => {
  if (!existsSync(join(root, 'docs', 'node_modules')))
    throw new Error('The lessons are not installed yet: run npm start once, and wait for them.');
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await once());
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  return [
    line(
      'an order is taken after',
      of(round => round.shop),
    ),
    line(
      'the first trace can be read after',
      of(round => round.firstTrace),
      LIMITS.firstTraceMs,
    ),
    line(
      'the lessons can be read after',
      of(round => round.lessons),
      LIMITS.lessonsMs,
    ),
    line(
      'Ctrl-C to nothing left',
      of(round => round.stop),
    ),
    line('run.mjs adds', await door(), LIMITS.doorMs),
  ];
};

if (import.meta.main) console.log((await run()).join('\n'));
