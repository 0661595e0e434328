// Attributes the store has seen, as completion offers them.

import { keyAt } from './tags.ts';

export type SeenKey = { key: string; count: number; values: string[] };

const MOST_OFFERED = 8;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export const seenKeysFrom = (body: unknown): SeenKey[] => {
  const keys: unknown[] = isObject(body) && Array.isArray(body.keys) ? body.keys : [];
  return keys.filter(isObject).flatMap(({ key, count, values }) =>
    typeof key === 'string'
      ? [
          {
            key,
            count: typeof count === 'number' ? count : 0,
            values: Array.isArray(values) ? values.filter(value => typeof value === 'string') : [],
          },
        ]
      : [],
  );
};

/** Those that begin with what was typed, then those that hold it. */
export const offered = (keys: readonly SeenKey[], text: string, caret: number): SeenKey[] => {
  const at = keyAt(text, caret);
  if (at === undefined) return [];
  const typed = at.typed.toLowerCase();
  const used = new Set(text.match(/[^\s="]+(?==)/g) ?? []);
  const free = keys.filter(({ key }) => !used.has(key));
  const begins = free.filter(({ key }) => key.toLowerCase().startsWith(typed));
  const holds = free.filter(
    ({ key }) => !begins.some(one => one.key === key) && key.toLowerCase().includes(typed),
  );
  return [...begins, ...holds].slice(0, MOST_OFFERED);
};

/** The text with the key in the place of what was typed, and where the caret goes. */
export const completed = (text: string, caret: number, key: string): { text: string; caret: number } => {
  const from = keyAt(text, caret)?.from ?? caret;
  const rest = text.slice(caret).replace(/^[^\s=]*=?/, '');
  const before = `${text.slice(0, from)}${key}=`;
  return { text: before + rest, caret: before.length };
};
