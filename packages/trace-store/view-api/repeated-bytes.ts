// A sender that timed out sends again: a span that is there already, byte for byte, is left out.

export type Repeats = { isRepeat(bytes: Uint8Array, start: number, end: number): boolean };

export const NO_REPEATS: Repeats = { isRepeat: () => false };

export const repeats = (): Repeats => {
  const seen = new Map<number, Piece[]>();
  return {
    isRepeat(bytes, start, end) {
      const here = { bytes, start, end };
      const sum = checksum(here);
      const same = seen.get(sum) ?? [];
      if (same.some(other => sameBytes(other, here))) return true;
      seen.set(sum, [...same, here]);
      return false;
    },
  };
};

type Piece = { bytes: Uint8Array; start: number; end: number };

/** Trace id and span id stand at the front of a span: 40 bytes tell all spans apart that are not repeats. */
const checksum = ({ bytes, start, end }: Piece): number => {
  let sum = end - start;
  const until = Math.min(end, start + 40);
  for (let i = start; i < until; i++) sum = (Math.imul(sum, 31) + (bytes[i] ?? 0)) | 0;
  return sum;
};

const sameBytes = (one: Piece, other: Piece): boolean => {
  if (one.end - one.start !== other.end - other.start) return false;
  for (let i = one.start, j = other.start; i < one.end; i++, j++)
    if (one.bytes[i] !== other.bytes[j]) return false;
  return true;
};
