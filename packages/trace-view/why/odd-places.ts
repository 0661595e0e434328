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

/** Computed once for each trace: the strip, the signs in the rows and the cards all ask. */
const found = new WeakMap<TraceColumns, readonly OddPlace[]>();

export const knownPlacesOf = (trace: TraceColumns): readonly OddPlace[] => {
  const places = found.get(trace) ?? oddPlacesOf(trace);
  found.set(trace, places);
  return places;
};

/** What is odd about a row, in words: for the sign in the waterfall. */
export const signsOf = (places: readonly OddPlace[]): Map<number, string> => {
  const signs = new Map<number, string>();
  for (const { row, saw } of places) signs.set(row, [signs.get(row), saw].filter(Boolean).join(' '));
  return signs;
};
