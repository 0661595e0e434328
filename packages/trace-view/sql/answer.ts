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

export const askSql = async (sql: string): Promise<Answer> => {
  try {
    const response = await fetch('/api/view/sql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sql }),
    });
    return answerIn(await response.json());
  } catch {
    return { ok: false, message: 'The store does not answer. Is it running?', place: undefined };
  }
};

/** How much of the store is read, in words; '' when that is not known. */
export const progressText = async (): Promise<string> => {
  try {
    const body: unknown = await (await fetch('/api/view/sql')).json();
    if (!isObject(body) || Number(body.read) >= Number(body.of)) return '';
    return `Reading the spans: ${Number(body.read)} of ${Number(body.of)}`;
  } catch {
    return '';
  }
};
