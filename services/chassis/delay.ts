// `?delay=2000` asks the last service in line to be slow, so there is something to find in the trace.

import { setTimeout as wait } from 'node:timers/promises';
import { ShopError } from './errors.ts';

const LONGEST_MS = 20_000;

export const readDelay = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  const ms = Number(value);
  if (typeof value !== 'string' || !Number.isInteger(ms) || ms < 0 || ms > LONGEST_MS)
    throw new ShopError(400, 'bad-delay', `"delay" must be whole milliseconds from 0 to ${LONGEST_MS}.`);
  return value;
};

export const beSlow = async (delay: string | undefined): Promise<void> => {
  if (delay !== undefined) await wait(Number(delay));
};
