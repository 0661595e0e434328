// Every odd place of a trace, in the order of its rows. Pure: over the columns, in one pass for each question.

import type { TraceColumns } from '../columns/trace-columns.ts';
import { clocks } from './clocks.ts';
import { failures } from './failures.ts';
import { names } from './names.ts';
import { ODD_KINDS, type OddPlace } from './odd-place.ts';
import { parents } from './parents.ts';

const rank = (place: OddPlace): number => ODD_KINDS.indexOf(place.kind);

export const oddPlacesOf = (trace: TraceColumns): OddPlace[] =>
  [...parents(trace), ...names(trace), ...clocks(trace), ...failures(trace)].sort(
    (a, b) => a.row - b.row || rank(a) - rank(b),
  );

/** 1 for each row with something odd: for the sign in the waterfall. */
export const oddRowsOf = (trace: TraceColumns, places: readonly OddPlace[]): Uint8Array => {
  const odd = new Uint8Array(trace.rows);
  for (const { row } of places) odd[row] = 1;
  return odd;
};
