// Durations as people read and write them. Everything here is in microseconds, as Jaeger's addresses are.

const UNITS = new Map<string, number>([
  ['ns', 0.001],
  ['us', 1],
  ['µs', 1],
  ['μs', 1],
  ['ms', 1000],
  ['s', 1e6],
  ['m', 60e6],
  ['h', 3600e6],
]);

/** Three digits say all a reader uses. */
const threeDigits = (value: number): string => {
  const decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
  return String(Number(value.toFixed(decimals)));
};

/** 1234 → "1.23 ms". What would round up to 1000 of a unit is said in the next one. */
export const durationText = (micros: number): string => {
  if (micros < 0) return `−${durationText(-micros)}`;
  if (micros === 0) return '0 ms';
  if (micros < 1) return `${Math.round(micros * 1000)} ns`;
  if (micros < 999.5) return `${threeDigits(micros)} µs`;
  if (micros < 999_500) return `${threeDigits(micros / 1000)} ms`;
  if (micros < 59_950_000) return `${threeDigits(micros / 1e6)} s`;
  const seconds = Math.round(micros / 1e6);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
};

/** "1.5s", "1h15m", "100 ms" → microseconds; undefined when it is no duration. */
export const durationFrom = (text: string): number | undefined => {
  let micros = 0;
  let at = 0;
  for (const [whole, number, unit = ''] of text.matchAll(/\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-zµμ]+)\s*/gy)) {
    const scale = UNITS.get(unit);
    if (scale === undefined) return undefined;
    micros += Number(number) * scale;
    at += whole.length;
  }
  return at === 0 || at !== text.length ? undefined : micros;
};
