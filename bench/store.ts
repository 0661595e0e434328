// How fast the trace store takes spans in, and how fast it finds them again among 100,000.
//
//   intake       OTLP/HTTP protobuf, batches of 512, sender in another process on the same cores; at least 100,000 a second
//   by id        one trace over HTTP, median; under 2 ms
//   by attribute 20 traces or fewer over HTTP, median; under 20 ms

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { batches, SPANS_A_TRACE, traceIdOf } from './store/batches.ts';

const root = join(import.meta.dirname, '..');
const SPANS = 100_000;
const ROUNDS = 3;
const LOOK_UPS = 200;
const READABLE_WITHIN_MS = 1_000;
/** Jaeger 2.13 with its memory storage, measured with the same batches on two cores. */
const JAEGER = { intake: 194_000, byIdMs: 0.8, byAttributeMs: 21 };

type Ports = { otlpHttpPort: number; uiPort: number };
type Server = Ports & { stop(): Promise<void> };

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function firstLine(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const [line] = text.split('\n', 1);
    if (text.includes('\n')) resolve(line ?? '');
  });
  child.once('exit', code =>
    reject(new Error(`A process of the bench ended with ${code} before it said anything.`)),
  );
  return promise;
}

async function startServer(file: string, env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const child = spawn(process.execPath, [join(root, file)], {
    env: { ...process.env, UI_PORT: '0', OTLP_HTTP_PORT: '0', OTLP_GRPC_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ports: Ports = JSON.parse(await firstLine(child));
  return {
    ...ports,
    stop() {
      const { promise, resolve } = Promise.withResolvers<void>();
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
      return promise;
    },
  };
}

/** Answers spans a second. */
async function sendTo(port: number): Promise<number> {
  const sender = join(root, 'bench/store/sender.ts');
  const child = spawn(process.execPath, [sender, String(port), String(SPANS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { spans, ms }: { spans: number; ms: number } = JSON.parse(await firstLine(child));
  return (spans / ms) * 1000;
}

async function get(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

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
  const last = `http://127.0.0.1:${ui}/api/v3/traces/${traceIdOf(SPANS / SPANS_A_TRACE)}`;
  const from = performance.now();
  while ((await fetch(last)).status !== 200) {
    if (performance.now() - from > READABLE_WITHIN_MS)
      throw new Error('The last trace was not readable within 1 s.');
  }
  const { summaries } = (await get(search(ui, SPANS))) as Summaries;
  const spans = summaries.reduce((sum, { spanCount }) => sum + spanCount, 0);
  if (spans !== SPANS) throw new Error(`${SPANS} spans were sent, and ${spans} can be read.`);
}

async function timeEach(count: number, url: (round: number) => string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const from = performance.now();
    await get(url(round));
    times.push(performance.now() - from);
  }
  return median(times);
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

async function intake(directory?: string): Promise<{ rate: number; found: LookUps }> {
  const store = await startServer(
    'packages/trace-store/main.ts',
    directory ? { TRACE_STORE_DIR: directory } : {},
  );
  try {
    const rate = await sendTo(store.otlpHttpPort);
    await countAll(store.uiPort);
    return { rate, found: await lookUps(store.uiPort) };
  } finally {
    await store.stop();
  }
}

async function floor(): Promise<number> {
  const sink = await startServer('bench/store/sink.ts');
  try {
    return await sendTo(sink.otlpHttpPort);
  } finally {
    await sink.stop();
  }
}

export const name = 'store';

export const run = async (): Promise<string[]> => {
  const floors: number[] = [];
  const memory: { rate: number; found: LookUps }[] = [];
  const disk: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await floor());
    memory.push(await intake());
    const directory = await mkdtemp(join(tmpdir(), 'trace-store-bench-'));
    disk.push((await intake(directory)).rate);
    await rm(directory, { recursive: true });
  }
  const rate = median(memory.map(({ rate }) => rate));
  const found = (pick: keyof LookUps): number => median(memory.map(({ found }) => found[pick]));
  const thousands = (value: number): string => `${(value / 1000).toFixed(0)},000 spans/s`;
  const times = (value: number, of: number): string => `${(value / of).toFixed(2)} ×`;
  return [
    `a server that keeps nothing   ${thousands(median(floors))} (the floor)`,
    `decoding alone                ${thousands(decodeAlone())}`,
    `intake into memory            ${thousands(rate)} = ${times(rate, median(floors))} the floor, ${times(rate, JAEGER.intake)} Jaeger (at least 100,000)`,
    `intake onto disk              ${thousands(median(disk))} = ${times(median(disk), rate)} memory`,
    `a trace by id                 ${found('byIdMs').toFixed(2)} ms = ${times(found('byIdMs'), JAEGER.byIdMs)} Jaeger (under 2)`,
    `20 traces by an attribute     ${found('byAttributeMs').toFixed(2)} ms = ${times(found('byAttributeMs'), JAEGER.byAttributeMs)} Jaeger (under 20)`,
    `the one trace by an attribute ${found('rareMs').toFixed(2)} ms (under 20)`,
  ];
};

if (import.meta.main) for (const line of await run()) console.log(line);
