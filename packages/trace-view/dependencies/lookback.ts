// How far back to look. The values are those of Jaeger's search, so a link can carry them along.

export type Lookback = { value: string; title: string; millis: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const LOOKBACKS: readonly Lookback[] = [
  { value: '5m', title: 'last 5 minutes', millis: 5 * MINUTE },
  { value: '15m', title: 'last 15 minutes', millis: 15 * MINUTE },
  { value: '1h', title: 'last hour', millis: HOUR },
  { value: '6h', title: 'last 6 hours', millis: 6 * HOUR },
  { value: '1d', title: 'last day', millis: DAY },
  { value: '2d', title: 'last 2 days', millis: 2 * DAY },
  { value: '7d', title: 'last 7 days', millis: 7 * DAY },
  // an imported file may be of any age
  { value: 'any', title: 'any time', millis: 50 * 365 * DAY },
];

const USUAL: Lookback = { value: '1h', title: 'last hour', millis: HOUR };

export const lookbackOf = (value: string | null): Lookback =>
  LOOKBACKS.find(lookback => lookback.value === value) ?? USUAL;
