// What a search asks for: the fields of the form ⇄ the address ⇄ the question to the store.
// The address is that of Jaeger UI, so its links work here and ours work there.

import { durationFrom } from '../words/duration.ts';
import { type TagsRead, tagsFrom, tagsText } from './tags.ts';

/** As typed. */
export type Terms = {
  service: string;
  operation: string;
  tags: string;
  minDuration: string;
  maxDuration: string;
  /** One of LOOKBACKS, 'any' or 'custom'. */
  lookback: string;
  /** By the clock of the reader, for 'custom': 2026-11-21T09:30:00.000 */
  start: string;
  end: string;
  limit: string;
};

export type Field = keyof Terms;
export type Complaints = Partial<Record<Field, string>>;

export type Ask = {
  /** For /api/view/search. */
  params: URLSearchParams;
  /** Milliseconds since 1970; traces that start later can't fit. */
  endMs: number;
};

export const NO_TERMS: Terms = {
  service: '',
  operation: '',
  tags: '',
  minDuration: '',
  maxDuration: '',
  lookback: 'any',
  start: '',
  end: '',
  limit: '20',
};

export const LOOKBACKS: readonly { value: string; title: string }[] = [
  { value: 'any', title: 'Any time' },
  { value: '5m', title: 'Last 5 minutes' },
  { value: '15m', title: 'Last 15 minutes' },
  { value: '30m', title: 'Last 30 minutes' },
  { value: '1h', title: 'Last hour' },
  { value: '2h', title: 'Last 2 hours' },
  { value: '3h', title: 'Last 3 hours' },
  { value: '6h', title: 'Last 6 hours' },
  { value: '12h', title: 'Last 12 hours' },
  { value: '24h', title: 'Last 24 hours' },
  { value: '2d', title: 'Last 2 days' },
  { value: 'custom', title: 'From … to …' },
];

export const MOST_TRACES = 1500;
/** The end of the year 9999, in microseconds: the largest that a date can say. */
const FOREVER_MICROS = 253_402_300_799_000_000n;
const LOOKBACK_UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** "1h" or "2d" → milliseconds. */
const lookbackMs = (text: string): number | undefined => {
  const [, count, unit = ''] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  const seconds = LOOKBACK_UNITS[unit];
  return count === undefined || seconds === undefined ? undefined : Number(count) * seconds * 1000;
};

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** What <input type="datetime-local"> holds. */
export const localText = (ms: number): string => {
  const date = new Date(ms);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return `${day}T${time}.${pad(date.getMilliseconds(), 3)}`;
};

const localMs = (text: string): number | undefined => {
  const ms = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(ms) ? undefined : ms;
};

/** Jaeger writes `tags={"k":"v"}`; older links have `tag=k:v`. */
const tagsOf = (params: URLSearchParams): string => {
  const texts = params.getAll('tags').map(text => {
    const read = tagsFrom(text);
    return read.ok ? tagsText(read.tags) : text;
  });
  const single = params
    .getAll('tag')
    .map(tag => tagsText(new Map([[tag.replace(/:.*/s, ''), tag.replace(/^[^:]*:?/s, '')]])));
  return [...texts, ...single].filter(Boolean).join(' ');
};

const microsIn = (params: URLSearchParams, name: string): number | undefined => {
  const text = params.get(name) ?? '';
  return /^\d{1,18}$/.test(text) ? Number(text) : undefined;
};

export const termsFrom = (params: URLSearchParams): Terms => {
  const start = microsIn(params, 'start');
  const end = microsIn(params, 'end');
  // Jaeger's links hold both the lookback and the moments it meant then: the moments are what was looked at
  const fixed = start !== undefined && end !== undefined;
  const given = params.get('lookback') ?? '';
  return {
    service: params.get('service') ?? '',
    operation: params.get('operation') ?? '',
    tags: tagsOf(params),
    minDuration: params.get('minDuration') ?? '',
    maxDuration: params.get('maxDuration') ?? '',
    lookback: fixed ? 'custom' : given === '' ? 'any' : given,
    start: fixed ? localText(Math.floor(start / 1000)) : '',
    end: fixed ? localText(Math.ceil(end / 1000)) : '',
    limit: params.get('limit') || NO_TERMS.limit,
  };
};

/** The address for the terms. What can't be read stays as it was typed, so that it comes back with its complaint. */
export const paramsOf = (terms: Terms): URLSearchParams => {
  const params = new URLSearchParams();
  const set = (name: string, value: string): void => {
    if (value !== '') params.set(name, value);
  };
  set('service', terms.service);
  set('operation', terms.operation.trim());
  const read = tagsFrom(terms.tags);
  if (!read.ok) set('tags', terms.tags);
  else if (read.tags.size > 0) set('tags', JSON.stringify(Object.fromEntries(read.tags)));
  set('minDuration', terms.minDuration.trim());
  set('maxDuration', terms.maxDuration.trim());
  if (terms.lookback !== 'any') set('lookback', terms.lookback);
  if (terms.lookback === 'custom') {
    const micros = (text: string): string => {
      const ms = localMs(text);
      return ms === undefined ? '' : String(ms * 1000);
    };
    set('start', micros(terms.start));
    set('end', micros(terms.end));
  }
  if (terms.limit.trim() !== NO_TERMS.limit) set('limit', terms.limit.trim());
  return params;
};

const HOW_TO_SAY_A_DURATION = 'Write a number and a unit: 100ms, 1.5s, 2m.';

const complaintsAbout = (terms: Terms, tags: TagsRead): Complaints => {
  const complaints: Complaints = {};
  const min = durationFrom(terms.minDuration);
  const max = durationFrom(terms.maxDuration);
  if (terms.minDuration.trim() !== '' && min === undefined) complaints.minDuration = HOW_TO_SAY_A_DURATION;
  if (terms.maxDuration.trim() !== '' && max === undefined) complaints.maxDuration = HOW_TO_SAY_A_DURATION;
  if (min !== undefined && max !== undefined && max < min)
    complaints.maxDuration = `This is less than the shortest, ${terms.minDuration.trim()}. Nothing can fit.`;
  if (!tags.ok) complaints.tags = tags.message;
  const limit = Number(terms.limit);
  if (!/^\s*\d+\s*$/.test(terms.limit) || limit < 1 || limit > MOST_TRACES)
    complaints.limit = `Write a whole number from 1 to ${MOST_TRACES}.`;
  if (terms.lookback === 'custom') {
    const start = localMs(terms.start);
    const end = localMs(terms.end);
    if (start === undefined) complaints.start = 'Give a date and a time.';
    if (end === undefined) complaints.end = 'Give a date and a time.';
    if (start !== undefined && end !== undefined && end <= start)
      complaints.end = 'The end must be later than the start.';
  } else if (terms.lookback !== 'any' && lookbackMs(terms.lookback) === undefined) {
    complaints.lookback = `"${terms.lookback}" is no time range. Choose one, or write 1h, 30m or 2d in the address.`;
  }
  return complaints;
};

const windowOf = (terms: Terms, now: number): { start: bigint; end: bigint } => {
  const micros = (ms: number): bigint => BigInt(Math.round(ms)) * 1000n;
  if (terms.lookback === 'custom')
    return { start: micros(localMs(terms.start) ?? 0), end: micros(localMs(terms.end) ?? 0) };
  const back = lookbackMs(terms.lookback);
  return { start: back === undefined ? 0n : micros(now - back), end: FOREVER_MICROS };
};

export const askFor = (
  terms: Terms,
  now: number,
): { ok: true; ask: Ask } | { ok: false; complaints: Complaints } => {
  const tags = tagsFrom(terms.tags);
  const complaints = complaintsAbout(terms, tags);
  if (!tags.ok || Object.keys(complaints).length > 0) return { ok: false, complaints };
  const { start, end } = windowOf(terms, now);
  const params = new URLSearchParams({ start: String(start), end: String(end), limit: terms.limit.trim() });
  if (terms.service !== '') params.set('service', terms.service);
  if (terms.operation.trim() !== '') params.set('operation', terms.operation.trim());
  if (tags.tags.size > 0) params.set('tags', JSON.stringify(Object.fromEntries(tags.tags)));
  for (const name of ['minDuration', 'maxDuration'] as const) {
    const micros = durationFrom(terms[name]);
    if (micros !== undefined) params.set(name, `${Math.round(micros * 1000)}ns`);
  }
  return { ok: true, ask: { params, endMs: Number(end / 1000n) } };
};
