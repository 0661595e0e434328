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

/**
 * A trace is given whole to whoever asks for one service of it. So the service that was asked is enough while
 * spans come in; torn pieces, and those under another name, are looked for once at the end. In a Jaeger with
 * 80,000 traces a search takes some 0.1 s, and this is the difference between one search and eight.
 */
export type Reach = 'whole traces' | 'every piece';

export type Gathering = {
  /** How long a service holds a span at most. */
  batchMs: number;
  /** Reads what is there by now, and answers with how much it is. */
  read(reach: Reach): Promise<number>;
  passes(): boolean;
};

export type Gathered = {
  /** Readings that failed, with Jaeger back later. */
  absences: number;
  /** The last reading failed too. */
  trouble?: JaegerError;
};

type Reading = { count: number } | { trouble: JaegerError };

const tryToRead = async (read: Gathering['read'], reach: Reach): Promise<Reading> => {
  try {
    return { count: await read(reach) };
  } catch (error) {
    if (!(error instanceof JaegerError)) throw error;
    return { trouble: error };
  }
};

export const gather = async ({ batchMs, read, passes }: Gathering): Promise<Gathered> => {
  const from = performance.now();
  const settledAt = from + batchMs + ON_THE_WAY_MS;
  const confirmMs = Math.min(batchMs, CONFIRM_MOST_MS) + READABLE_MS;
  let reach: Reach = 'whole traces';
  let countBefore: number | undefined;
  let absences = 0;
  // before that there is hardly anything to read
  await pause(Math.min(batchMs, CONFIRM_MOST_MS));
  for (;;) {
    const askedAt = performance.now();
    const reading = await tryToRead(read, reach);
    if ('trouble' in reading) {
      const { trouble } = reading;
      if (!trouble.passing) return { absences, trouble };
      absences += 1;
      if (performance.now() - from > GATHER_WITHIN_MS) return { absences, trouble };
      await pause(POLL_MS);
      continue;
    }
    if (performance.now() - from > GATHER_WITHIN_MS) return { absences };
    const settled = askedAt > settledAt;
    if (reach === 'whole traces') {
      if (!settled && !passes()) {
        await pause(POLL_MS);
        continue;
      }
      reach = 'every piece';
      // a span that comes late may break what holds now
      await pause(settled ? 0 : confirmMs);
      continue;
    }
    const still = reading.count === countBefore;
    countBefore = reading.count;
    if (passes() || (settled && still)) return { absences };
    await pause(confirmMs);
  }
};
