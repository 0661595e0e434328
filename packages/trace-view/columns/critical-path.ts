// The critical path of every tree of a trace: the chain of work that decided when its root ended.
// trace-model/critical-path.ts over columns.

import { childrenOf, rootsOf, type TraceColumns } from './trace-columns.ts';

/** Sections of row r: start[i] … end[i] for i in from[r] … from[r + 1] − 1, in order of time. */
export type CriticalPath = { from: Uint32Array; start: Float64Array; end: Float64Array };

type Window = { row: number; start: number; end: number };

export const criticalPathOf = (trace: TraceColumns): CriticalPath => {
  const found: Window[] = [];
  const waiting: Window[] = [];
  for (const row of rootsOf(trace)) waiting.push(spanWindow(trace, row));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    walkBack(trace, next, found, waiting);
  return grouped(trace.rows, found);
};

const spanWindow = ({ start, duration }: TraceColumns, row: number): Window => {
  const from = start[row] ?? 0;
  return { row, start: from, end: from + (duration[row] ?? 0) };
};

/** One window, from its end to its start: own work goes to `found`, the children waited for to `waiting`. */
const walkBack = (
  trace: TraceColumns,
  { row, start, end }: Window,
  found: Window[],
  waiting: Window[],
): void => {
  const children: Window[] = [];
  for (const child of childrenOf(trace, row)) {
    const whole = spanWindow(trace, child);
    const from = Math.max(whole.start, start);
    const until = Math.min(whole.end, end);
    if (from < until) children.push({ row: child, start: from, end: until });
  }
  children.sort((a, b) => b.end - a.end);
  let cursor = end;
  for (const child of children) {
    if (child.end > cursor) continue;
    if (child.end < cursor) found.push({ row, start: child.end, end: cursor });
    waiting.push(child);
    cursor = child.start;
  }
  if (cursor > start) found.push({ row, start, end: cursor });
};

/** A row is waited for at most once, so its sections follow one another in `found`, the last first. */
const grouped = (rows: number, found: Window[]): CriticalPath => {
  const from = new Uint32Array(rows + 1);
  for (const { row } of found) from[row + 1] = (from[row + 1] ?? 0) + 1;
  for (let row = 0; row < rows; row++) from[row + 1] = (from[row + 1] ?? 0) + (from[row] ?? 0);
  const next = from.slice(1);
  const start = new Float64Array(found.length);
  const end = new Float64Array(found.length);
  for (const section of found) {
    const at = (next[section.row] ?? 0) - 1;
    next[section.row] = at;
    start[at] = section.start;
    end[at] = section.end;
  }
  return { from, start, end };
};
