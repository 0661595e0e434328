// How long SQL over 100,000 spans makes one wait, the first time and later.
//
//   first    the first query of all: the spans are read into a process of its own; at most 1 s
//   later    the same query once more
//   after    the same query when 1,000 spans have come since

import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { openStore, type TraceStore } from '#trace-store/store.ts';
import { sqlCopy } from '#trace-store/view-api/sql-copy.ts';
import { batches } from './store/batches.ts';
import { median } from './store/look-ups.ts';

const SPANS = 100_000;
const MORE_SPANS = 1_000;
const ROUNDS = 3;
const QUERY = 'SELECT service_name, COUNT(*), MAX(duration) FROM records GROUP BY service_name';

type Waits = { first: number; later: number; after: number };

const fill = (store: TraceStore, bodies: Uint8Array[]): void => {
  for (const raw of bodies) store.add(decodeOtlpProtobuf(raw), { protocol: 'http/protobuf', raw });
};

async function round(bodies: Uint8Array[]): Promise<Waits> {
  const store = openStore();
  const copy = sqlCopy(store);
  const ask = async (spans: number): Promise<number> => {
    const from = performance.now();
    const outcome = await copy.run(QUERY);
    const waited = performance.now() - from;
    if (!outcome.ok) throw new Error(outcome.message);
    const counted = outcome.rows.reduce((sum, row) => sum + Number(row[1]), 0);
    if (counted !== spans)
      throw new Error(`${spans} spans are in the store, and the query counts ${counted}.`);
    return waited;
  };
  try {
    const later = bodies.slice(-Math.ceil(MORE_SPANS / 512));
    const sooner = bodies.slice(0, bodies.length - later.length);
    const spansIn = (some: Uint8Array[]): number =>
      some.reduce((sum, body) => sum + decodeOtlpProtobuf(body).length, 0);
    fill(store, sooner);
    const before = spansIn(sooner);
    const waits = { first: await ask(before), later: await ask(before), after: 0 };
    fill(store, later);
    waits.after = await ask(before + spansIn(later));
    return waits;
  } finally {
    copy.close();
    store.close();
  }
}

/** Decoding alone, in this process: what no table of spans can be filled faster than. */
function decoding(bodies: Uint8Array[]): number {
  const from = performance.now();
  for (const body of bodies) decodeOtlpProtobuf(body);
  return performance.now() - from;
}

export const name = 'sql';

export const run = async (): Promise<string[]> => {
  const bodies = batches(SPANS);
  const floors: number[] = [];
  const rounds: Waits[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    floors.push(decoding(bodies));
    rounds.push(await round(bodies));
  }
  const floor = median(floors);
  const line = (pick: keyof Waits): string => {
    const waited = median(rounds.map(waits => waits[pick]));
    return `${waited.toFixed(0)} ms = ${(waited / floor).toFixed(2)} × decoding the spans`;
  };
  return [
    `the first query of ${SPANS} spans  ${line('first')} (at most 1000 ms)`,
    `the same query again              ${line('later')}`,
    `after 1,000 new spans             ${line('after')}`,
  ];
};

if (import.meta.main) for (const line of await run()) console.log(line);
