// The result list while traces keep arriving. Rows stay where they are under a reader's eyes: what is new
// waits until it may be shown, and a row that is shown only changes its numbers.

import type { Summary } from './summary.ts';

export const SORTS = [
  { value: 'newest', title: 'Newest first' },
  { value: 'longest', title: 'Longest first' },
  { value: 'shortest', title: 'Shortest first' },
  { value: 'most-spans', title: 'Most spans first' },
  { value: 'fewest-spans', title: 'Fewest spans first' },
  { value: 'most-errors', title: 'Most errors first' },
] as const;
export type Sort = (typeof SORTS)[number]['value'];

export type Results = {
  /** In the order they are shown. */
  rows: readonly Summary[];
  /** Arrived and not shown yet. */
  waiting: readonly Summary[];
};

export const NO_RESULTS: Results = { rows: [], waiting: [] };

export const sortFrom = (text: string | null): Sort =>
  SORTS.find(({ value }) => value === text)?.value ?? 'newest';

const newest = (a: Summary, b: Summary): number => b.startMicros - a.startMicros;

const ORDERS: Record<Sort, (a: Summary, b: Summary) => number> = {
  newest,
  longest: (a, b) => b.durationMicros - a.durationMicros,
  shortest: (a, b) => a.durationMicros - b.durationMicros,
  'most-spans': (a, b) => b.spans - a.spans,
  'fewest-spans': (a, b) => a.spans - b.spans,
  'most-errors': (a, b) => b.errors - a.errors,
};

export const sorted = (rows: readonly Summary[], sort: Sort): Summary[] =>
  rows.toSorted((a, b) => ORDERS[sort](a, b) || newest(a, b));

const update = (rows: readonly Summary[], news: ReadonlyMap<string, Summary>): readonly Summary[] =>
  rows.some(({ traceId }) => news.has(traceId)) ? rows.map(row => news.get(row.traceId) ?? row) : rows;

/** Takes in what has just arrived or grown. `hold`: someone is reading, so new rows wait. */
export const arrived = (
  { rows, waiting }: Results,
  summaries: readonly Summary[],
  { hold, limit, sort }: { hold: boolean; limit: number; sort: Sort },
): Results => {
  const news = new Map(summaries.map(summary => [summary.traceId, summary]));
  const shown = update(rows, news);
  const updated = update(waiting, news);
  const known = new Set([...rows, ...waiting].map(({ traceId }) => traceId));
  const fresh = summaries.filter(({ traceId }) => !known.has(traceId));
  const next = { rows: shown, waiting: fresh.length === 0 ? updated : [...updated, ...fresh] };
  return hold ? next : released(next, { limit, sort });
};

/** Shows what waited. The limit keeps the newest; the order is then the chosen one. */
export const released = (
  { rows, waiting }: Results,
  { limit, sort }: { limit: number; sort: Sort },
): Results => {
  if (waiting.length === 0) return { rows, waiting };
  const kept = [...rows, ...waiting].sort(newest).slice(0, limit);
  return { rows: sorted(kept, sort), waiting: [] };
};

/** Two at most, for a comparison: a third takes the place of the first. */
export const choose = (chosen: readonly string[], traceId: string): string[] =>
  chosen.includes(traceId) ? chosen.filter(id => id !== traceId) : [...chosen, traceId].slice(-2);
