// Numbers as people read them.

export function durationWords(nanos: bigint): string {
  const micros = Number(nanos) / 1000;
  if (micros < 1000) return `${rounded(micros)} µs`;
  if (micros < 1_000_000) return `${rounded(micros / 1000)} ms`;
  return `${rounded(micros / 1_000_000)} s`;
}

/** Three digits say all a reader uses. */
const rounded = (value: number): string => String(Number(value.toPrecision(Math.abs(value) < 1000 ? 3 : 12)));

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

export const clockTime = (nanos: bigint): string =>
  new Date(Number(nanos / 1_000_000n)).toISOString().slice(11, 23);
