// The few attributes that tell what is odd about a trace. They come with the columns of a big trace too, whose other
// attributes follow after the first paint: what is said of it must not change a moment later.

import { OLD_NAMES } from '../conventions/conventions.ts';
import { growing } from './growing.ts';
import type { OldName } from './trace-columns.ts';

const STATUS = 'http.response.status_code';

export const TELLING_KEYS: ReadonlySet<string> = new Set([STATUS, ...OLD_NAMES.keys()]);

type Told = { answered: Uint16Array; oldNames: readonly OldName[] };

type TellingDraft = {
  attribute(span: number, key: string, value: string): void;
  inOrder(order: Uint32Array): Told;
};

const MOST = 0xffff;

export const tellingDraft = (capacity: number): TellingDraft => {
  const answered = new Uint16Array(capacity);
  const names: string[] = [];
  const spans = growing();
  return {
    attribute(span, key, value) {
      if (key === STATUS) {
        const code = Number(value);
        answered[span] = Number.isInteger(code) && code > 0 && code <= MOST ? code : 0;
      } else if (OLD_NAMES.has(key)) {
        names.push(key);
        spans.push(span);
      }
    },
    inOrder: order => ({
      answered: Uint16Array.from(order, span => answered[span] ?? 0),
      oldNames: firstRows(names, spans.taken(), order),
    }),
  };
};

const firstRows = (names: readonly string[], spans: Uint32Array, order: Uint32Array): OldName[] => {
  if (names.length === 0) return [];
  const rowOf = new Uint32Array(order.length);
  for (const [row, span] of order.entries()) rowOf[span] = row;
  const first = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const row = rowOf[spans[index] ?? 0] ?? 0;
    const known = first.get(name);
    if (known === undefined || row < known) first.set(name, row);
  }
  return Array.from(first, ([name, row]) => ({ name, row })).sort(
    (a, b) => a.row - b.row || (a.name < b.name ? -1 : 1),
  );
};
