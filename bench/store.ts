// How fast the trace store takes spans in, and how fast it finds them again among 100,000.
//
//   intake       OTLP/HTTP protobuf, batches of 512, sender in another process on the same cores; at least 100,000 a second
//   by id        one trace over HTTP, median; under 2 ms
//   by attribute 20 traces or fewer over HTTP, median; under 20 ms
//
// bench/jaeger.ts compares it with Jaeger.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { batches, SPANS_A_TRACE, traceIdOf } from './store/batches.ts';
import { get, lastIsReadable, median, timeEach } from './store/look-ups.ts';
import { type OpenSender, openSender } from './store/open-sender.ts';
import { type Server, startServer } from './store/processes.ts';

const SPANS = 100_000;
const ROUNDS = 3;
const LOOK_UPS = 200;
const READABLE_WITHIN_MS = 1_000;

type Summaries = { summaries: { spanCount: number }[] };

const search = (ui: number, depth: number, more: Record<string, string> = {}): string => {
  const window = {
    'query.startTimeMin': '2000-01-01T00:00:00Z',
    'query.startTimeMax': '2100-01-01T00:00:00Z',
  };
  const params = new URLSearchParams({ ...window, 'query.searchDepth': String(depth), ...more });
  return `http://127.0.0.1:${ui}/api/v3/trace-summaries?${params}`;
};

/** The last trace sent must be there within a second, and in the end every span that was. */
async function countAll(ui: number): Promise<void> {
  const waited = await lastIsReadable(ui, SPANS);
  if (waited > READABLE_WITHIN_MS)
    throw new Error(
      `The last trace was readable after ${waited.toFixed(0)} ms, later than ${READABLE_WITHIN_MS}.`,
    );
  const { summaries } = (await get(search(ui, SPANS))) as Summaries;
  const spans = summaries.reduce((sum, { spanCount }) => sum + spanCount, 0);
  if (spans !== SPANS) throw new Error(`${SPANS} spans were sent, and ${spans} can be read.`);
}

type LookUps = { byIdMs: number; byAttributeMs: number; rareMs: number };

async function lookUps(ui: number): Promise<LookUps> {
  const someTrace = (round: number): number => 1 + ((round * 7919) % (SPANS / SPANS_A_TRACE));
  const attribute = (name: string, value: string): Record<string, string> => ({
    'query.attributes': JSON.stringify({ [name]: value }),
  });
  return {
    byIdMs: await timeEach(
      LOOK_UPS,
      round => `http://127.0.0.1:${ui}/api/v3/traces/${traceIdOf(someTrace(round))}`,
    ),
    byAttributeMs: await timeEach(LOOK_UPS, round =>
      search(ui, 20, attribute('user.id', `user-${round % 100}`)),
    ),
    rareMs: await timeEach(LOOK_UPS, round =>
      search(ui, 20, attribute('order.id', String(someTrace(round)))),
    ),
  };
}

/** Decoding alone, in this process: what no store that reads its spans can be faster than. */
function decodeAlone(): number {
  const bodies = batches(SPANS);
  const rates = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    for (const body of bodies) decodeOtlpProtobuf(body);
    return (SPANS / (performance.now() - from)) * 1000;
  });
  return median(rates);
}

/** Answers spans a second. */
async function sendTo({ httpPort }: Server, sender: OpenSender): Promise<number> {
  return (SPANS / (await sender.send('http', httpPort))) * 1000;
}

async function intake(sender: OpenSender, directory?: string): Promise<{ rate: number; found: LookUps }> {
  const store = await startServer(
    'packages/trace-store/main.ts',
    directory ? { TRACE_STORE_DIR: directory } : {},
  );
  try {
    const rate = await sendTo(store, sender);
    await countAll(store.uiPort);
    return { rate, found: await lookUps(store.uiPort) };
  } finally {
    await store.stop();
  }
}

async function floor(sender: OpenSender): Promise<number> {
  const sink = await startServer('bench/store/sink.ts');
  try {
    return await sendTo(sink, sender);
  } finally {
    await sink.stop();
  }
}

export const name = 'store';

export const run = async (): Promise<string[]> => {
  const floors: number[] = [];
  const memory: { rate: number; found: LookUps }[] = [];
  const disk: number[] = [];
  const sender = await openSender(SPANS);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(await floor(sender));
      memory.push(await intake(sender));
      const directory = await mkdtemp(join(tmpdir(), 'trace-store-bench-'));
      disk.push((await intake(sender, directory)).rate);
      await rm(directory, { recursive: true });
    }
  } finally {
    await sender.stop();
  }
  const rate = median(memory.map(({ rate }) => rate));
  const found = (pick: keyof LookUps): number => median(memory.map(({ found }) => found[pick]));
  const thousands = (value: number): string => `${(value / 1000).toFixed(0)},000 spans/s`;
  const times = (value: number, of: number): string => `${(value / of).toFixed(2)} ×`;
  return [
    `a server that keeps nothing   ${thousands(median(floors))} (the floor)`,
    `decoding alone                ${thousands(decodeAlone())}`,
    `intake into memory            ${thousands(rate)} = ${times(rate, median(floors))} the floor (at least 100,000)`,
    `intake onto disk              ${thousands(median(disk))} = ${times(median(disk), rate)} memory`,
    `a trace by id                 ${found('byIdMs').toFixed(2)} ms (under 2)`,
    `20 traces by an attribute     ${found('byAttributeMs').toFixed(2)} ms (under 20)`,
    `the one trace by an attribute ${found('rareMs').toFixed(2)} ms (under 20)`,
  ];
};

if (import.meta.main) for (const line of await run()) console.log(line);
