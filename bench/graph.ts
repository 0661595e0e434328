// How long the service graph of 100,000 spans makes one wait, the first time and later.
//
//   first    every span is decoded and counted
//   later    nothing has come since; at most 50 ms
//   after    1,000 spans have come since
//   jaeger   the same as Jaeger's API has it, without durations

import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { countedCalls } from '#trace-store/calls/counted-calls.ts';
import { dependencyLinks } from '#trace-store/dependencies.ts';
import { openStore } from '#trace-store/store.ts';
import { serviceGraph } from '#trace-store/view-api/service-graph.ts';
import { batches } from './store/batches.ts';
import { median } from './store/look-ups.ts';

const SPANS = 100_000;
const LATER_BATCHES = 2;
const ROUNDS = 3;
const ASKED = 10;
const EVER = 8_640_000_000_000_000;

type Waits = { first: number; later: number; after: number; jaeger: number };

async function round(bodies: Uint8Array[]): Promise<Waits> {
  const store = openStore();
  const fill = (some: Uint8Array[]): void => {
    for (const raw of some) store.add(decodeOtlpProtobuf(raw), { protocol: 'http/protobuf', raw });
  };
  const wait = async (
    count: (table: Awaited<ReturnType<ReturnType<typeof countedCalls>['upToDate']>>) => number,
  ) => {
    const from = performance.now();
    const counted = count(await countedCalls(store).upToDate());
    const waited = performance.now() - from;
    if (counted !== store.counts().spans)
      throw new Error(`${counted} of ${store.counts().spans} spans were counted.`);
    return waited;
  };
  const graph = () => wait(table => serviceGraph(table, 0, EVER, EVER).spans);
  const often = async (ask: () => Promise<number>): Promise<number> => {
    const waits: number[] = [];
    for (let i = 0; i < ASKED; i++) waits.push(await ask());
    return median(waits);
  };
  try {
    fill(bodies.slice(0, -LATER_BATCHES));
    const first = await graph();
    const later = await often(graph);
    fill(bodies.slice(-LATER_BATCHES));
    const after = await graph();
    const jaeger = await often(() =>
      wait(table => {
        dependencyLinks(table, 0n, BigInt(EVER) * 1_000_000n);
        return store.counts().spans;
      }),
    );
    return { first, later, after, jaeger };
  } finally {
    store.close();
  }
}

export const name = 'graph';

export const run = async (): Promise<string[]> => {
  const bodies = batches(SPANS);
  const rounds: Waits[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(bodies));
  const found = (pick: keyof Waits): number => median(rounds.map(waits => waits[pick]));
  const share = (pick: keyof Waits): string =>
    `${found(pick).toFixed(0)} ms = ${(found(pick) / found('first')).toFixed(2)} × the first`;
  return [
    `the service graph of ${SPANS} spans  ${found('first').toFixed(0)} ms the first time`,
    `the same again                    ${share('later')} (at most 50)`,
    `after 1,000 new spans             ${share('after')}`,
    `Jaeger's /api/dependencies        ${share('jaeger')}`,
  ];
};

if (import.meta.main) for (const line of await run()) console.log(line);
