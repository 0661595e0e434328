// Reads again and again until the evidence is complete: the lab passes and stays passed, or every batch must
// have come by now. Jaeger may be slow or away in between; what lasts longer than the limit is told.

import { setTimeout as pause } from 'node:timers/promises';
import { JaegerError } from './jaeger-error.ts';

const POLL_MS = 100;
/** Jaeger's own batcher, measured: a span can be read 0.22 s after it was taken. */
const READABLE_MS = 250;
/** Sending, taking and reading on a busy machine. */
const ON_THE_WAY_MS = 1_000;
/** All of it, with answers that take seconds and a Jaeger that comes back. */
export const GATHER_WITHIN_MS = 15_000;
/** A batch this long is not waited for twice. */
const CONFIRM_MOST_MS = 250;

export type Gathering = {
  /** How long a service holds a span at most. */
  batchMs: number;
  /** Reads what is there by now, and answers with how much it is. */
  read(): Promise<number>;
  passes(): boolean;
};

export type Gathered = {
  /** Readings that failed, with Jaeger back later. */
  absences: number;
  /** The last reading failed too. */
  trouble?: JaegerError;
};

export const gather = async ({ batchMs, read, passes }: Gathering): Promise<Gathered> => {
  const from = performance.now();
  const settled = batchMs + ON_THE_WAY_MS;
  const confirm = Math.min(batchMs, CONFIRM_MOST_MS) + READABLE_MS;
  let count = -1;
  let changedAt = from;
  let absences = 0;
  // before that there is hardly anything to read
  await pause(Math.min(batchMs, CONFIRM_MOST_MS));
  for (;;) {
    let trouble: JaegerError | undefined;
    const askedAt = performance.now();
    try {
      const now = await read();
      if (now !== count) changedAt = performance.now();
      count = now;
    } catch (error) {
      if (!(error instanceof JaegerError)) throw error;
      if (!error.passing) return { absences, trouble: error };
      trouble = error;
      absences += 1;
    }
    const time = performance.now();
    if (trouble === undefined) {
      // a span that came late may break what held; the evidence must have stood still for a moment
      if (time - changedAt > confirm && passes()) return { absences };
      if (askedAt - from > settled && time - changedAt > confirm) return { absences };
    }
    if (time - from > GATHER_WITHIN_MS) return trouble ? { absences, trouble } : { absences };
    await pause(POLL_MS);
  }
};
