// The trace store and a real Jaeger, side by side: the same sender, the same batches, one after the other in turns.
//   npm run bench -- jaeger            JAEGER_BINARY=/where/it/is when no `jaeger` is on the path
//   node bench/jaeger.ts 100000        this many spans only
//
// Both share this machine's cores with the sender, so the time a batch takes says less than the CPU a server used.

import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Jaeger, jaegerHere } from './store/jaeger-server.ts';
import {
  get,
  type LookUps,
  lastIsReadable,
  lookUps,
  median,
  summaries,
  timeEach,
  whileBusy,
  wholeTraces,
} from './store/look-ups.ts';
import { type OpenSender, openSender, type Protocol } from './store/open-sender.ts';
import { type Server, startServer, usageOf } from './store/processes.ts';

const SIZES = [100_000, 1_000_000];
/** A million spans are sent once a round, and that is enough. */
const roundsOf = (spans: number): number => (spans > 200_000 ? 2 : 3);
const SAMPLE = 500;
const LOOK_UPS = 41;

type Reading = {
  startMs: number;
  rate: number;
  cpuPerMillion: number;
  rssMb: number;
  readableMs: number;
  waitedMs: number;
  /** By attribute, as lines of a list. */
  listMs: number;
  found: LookUps;
};
type Candidate = { label: string; protocol: Protocol; start(): Promise<Server> };

async function measure({ start, protocol, label }: Candidate, sender: OpenSender): Promise<Reading> {
  const from = performance.now();
  const server = await start();
  try {
    const startMs = performance.now() - from;
    // what is loaded with the first request is not part of the last one's wait
    await get(`http://127.0.0.1:${server.uiPort}/api/v3/services`);
    await get(`http://127.0.0.1:${server.uiPort}/api/services`);
    const before = usageOf(server.pid);
    const port = protocol === 'http' ? server.httpPort : server.grpcPort;
    const { done: ms, waitedMs } = await whileBusy(server.uiPort, sender.send(protocol, port));
    const readableMs = await lastIsReadable(server.uiPort, sender.spans);
    const after = usageOf(server.pid);
    const found = await lookUps(server.uiPort, sender.spans, LOOK_UPS);
    const whole = await wholeTraces(server.uiPort, sender.spans, SAMPLE);
    if (whole !== SAMPLE) throw new Error(`${label}: of ${SAMPLE} traces looked at, ${whole} are whole.`);
    return {
      startMs,
      rate: (sender.spans / ms) * 1000,
      cpuPerMillion: (((after?.cpuSeconds ?? 0) - (before?.cpuSeconds ?? 0)) / sender.spans) * 1e6,
      rssMb: after?.rssMb ?? 0,
      readableMs,
      waitedMs,
      found,
      listMs: await searchList(server, found),
    };
  } finally {
    await server.stop();
  }
}

/** Jaeger 2.13 has no list, so who wants one asks for the traces. */
async function searchList({ uiPort }: Server, { byAttribute }: LookUps): Promise<number> {
  const url = (round: number): string => summaries(uiPort, { 'user.id': `user-${round % 100}` });
  const answer = await fetch(url(0));
  await answer.arrayBuffer();
  // to an address it does not know it answers a page
  const isList = answer.headers.get('content-type')?.includes('json') === true;
  return isList ? timeEach(LOOK_UPS, url) : byAttribute;
}

const ours = (spans: number, protocol: Protocol): Candidate => ({
  label: `store, ${protocol}`,
  protocol,
  start: () =>
    startServer('packages/trace-store/main.ts', {
      TRACE_STORE_MAX_SPANS: String(spans),
      TRACE_STORE_DIR: '',
    }),
});

function onDisk(spans: number): Candidate {
  return {
    label: 'store, http, on disk',
    protocol: 'http',
    async start() {
      const directory = await mkdtemp(join(tmpdir(), 'bench-store-'));
      const server = await startServer('packages/trace-store/main.ts', {
        TRACE_STORE_MAX_SPANS: String(spans),
        TRACE_STORE_DIR: directory,
      });
      const stop = async (): Promise<void> => {
        await server.stop();
        await rm(directory, { recursive: true });
      };
      return { ...server, stop };
    },
  };
}

const theirs = (jaeger: Jaeger, protocol: Protocol): Candidate => ({
  label: `Jaeger, ${protocol}`,
  protocol,
  start: jaeger.start,
});

const heads = [
  'start',
  'spans/s',
  'CPU s/M',
  'RSS MB',
  'readable',
  'meanwhile',
  'by id',
  'service',
  'duration',
  'attribute',
  'as a list',
  'the one',
];

const figures = ({
  startMs,
  rate,
  cpuPerMillion,
  rssMb,
  readableMs,
  waitedMs,
  listMs,
  found,
}: Reading): number[] => [
  startMs,
  rate,
  cpuPerMillion,
  rssMb,
  readableMs,
  waitedMs,
  found.byId,
  found.byService,
  found.byDuration,
  found.byAttribute,
  listMs,
  found.rare,
];

const shown = (value: number): string =>
  value >= 1000 ? `${Math.round(value / 1000)}k` : value >= 20 ? value.toFixed(0) : value.toFixed(2);

const row = (label: string, cells: string[]): string =>
  `${label.padEnd(24)}${cells.map(cell => cell.padStart(10)).join('')}`;

async function compare(spans: number, jaeger: Jaeger | undefined): Promise<string[]> {
  const candidates = [ours(spans, 'http'), ours(spans, 'grpc'), onDisk(spans)];
  if (jaeger !== undefined) candidates.splice(1, 0, theirs(jaeger, 'http'), theirs(jaeger, 'grpc'));
  const readings = new Map<Candidate, Reading[]>(candidates.map(candidate => [candidate, []]));
  const sender = await openSender(spans);
  try {
    for (let round = 0; round < roundsOf(spans); round++)
      for (const [candidate, list] of readings) list.push(await measure(candidate, sender));
  } finally {
    await sender.stop();
  }
  const medians = new Map<string, number[]>(
    Array.from(readings, ([{ label }, list]) => [
      label,
      heads.map((_, index) => median(list.map(reading => figures(reading)[index] ?? 0))),
    ]),
  );
  const lines = [row(`${spans / 1000},000 spans`, heads)];
  for (const [label, values] of medians) lines.push(row(label, values.map(shown)));
  for (const protocol of ['http', 'grpc']) {
    const [a, b] = [medians.get(`store, ${protocol}`), medians.get(`Jaeger, ${protocol}`)];
    if (a === undefined || b === undefined) continue;
    const ratios = a.map((value, index) => `${(value / (b[index] ?? 1)).toFixed(2)} ×`);
    lines.push(row(`store / Jaeger, ${protocol}`, ratios));
  }
  return lines;
}

export const name = 'jaeger';

export const run = async (sizes: number[] = SIZES): Promise<string[]> => {
  const jaeger = await jaegerHere();
  const lines = [
    `ms where nothing else is said; medians; sender and server share ${availableParallelism()} cores`,
  ];
  if (jaeger === undefined)
    lines.push('No Jaeger was found, so the store is measured alone. JAEGER_BINARY names one.');
  for (const spans of sizes) lines.push('', ...(await compare(spans, jaeger)));
  return lines;
};

if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number);
  for (const line of await run(sizes.length > 0 ? sizes : SIZES)) console.log(line);
}
