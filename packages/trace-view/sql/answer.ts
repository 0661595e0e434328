// What the store answers to a query, parsed at the door.

export type Value = string | number | null;
export type Rows = {
  columns: string[];
  rows: Value[][];
  tookMs: number;
  cut: 'rows' | 'size' | undefined;
};
export type Wrong = { message: string; place: { from: number; to: number } | undefined };
export type Answer = ({ ok: true } & Rows) | ({ ok: false } & Wrong);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const valueIn = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

const placeIn = (value: unknown): Wrong['place'] =>
  isObject(value) ? { from: Number(value.from), to: Number(value.to) } : undefined;

export const answerIn = (body: unknown): Answer => {
  if (!isObject(body)) return { ok: false, message: 'The store answered nothing.', place: undefined };
  if (body.ok !== true) return { ok: false, message: String(body.message), place: placeIn(body.place) };
  return {
    ok: true,
    columns: listOf(body.columns).map(String),
    rows: listOf(body.rows).map(row => listOf(row).map(valueIn)),
    tookMs: Number(body.tookMs),
    cut: body.cut === 'rows' || body.cut === 'size' ? body.cut : undefined,
  };
};

/** A query that nobody waits for any more is stopped in the store as well. */
export const askSql = async (sql: string, signal: AbortSignal): Promise<Answer> => {
  try {
    const response = await fetch('/api/view/sql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sql }),
      signal,
    });
    return answerIn(await response.json());
  } catch {
    const message = signal.aborted
      ? 'The query was stopped.'
      : 'The store does not answer. Is it running? Start it with npm start, then run the query again.';
    return { ok: false, message, place: undefined };
  }
};

/** Spans that queries can see already, and spans in the store. */
export type Progress = { read: number; of: number };

export const progressIn = (body: unknown): Progress | undefined =>
  isObject(body) && typeof body.read === 'number' && typeof body.of === 'number'
    ? { read: body.read, of: body.of }
    : undefined;

/** Asking makes the store read its spans, so that a query finds them read. */
export const askProgress = async (): Promise<Progress | undefined> => {
  try {
    return progressIn(await (await fetch('/api/view/sql')).json());
  } catch {
    return undefined;
  }
};
