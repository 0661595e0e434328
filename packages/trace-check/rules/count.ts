import type { Count } from '../lab.ts';
import { valueAt } from './value.ts';

export type Bounds = { least: number; most: number; says: string };

/** How many there may be, for this very request. */
export const boundsOf = (count: Count | undefined, body: unknown): Bounds => {
  if (count === undefined) return { least: 1, most: Number.POSITIVE_INFINITY, says: 'one' };
  if (typeof count === 'number') return { least: count, most: count, says: String(count) };
  if ('each' in count) {
    const list = valueAt(body, count.each);
    const length = Array.isArray(list) ? list.length : 1;
    return { least: length, most: length, says: `${length}, one for each entry of "${count.each}",` };
  }
  const { least = 0, most = Number.POSITIVE_INFINITY } = count;
  const says = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  return { least, most, says };
};
