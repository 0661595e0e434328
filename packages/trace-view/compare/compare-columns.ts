// Two traces laid over each other: trace-model/compare.ts over columns. The same rules: siblings are paired by
// service, kind and name, in their order; times, ids and the order of different siblings do not matter.
// The answer is plain rows in the order of the tree.

import type { SpanKind } from '#trace-model/span.ts';
import { isError, kindOf, nameOf, rootsOf, serviceOf, type TraceColumns } from '../columns/trace-columns.ts';
import { addSizes } from './tree-rows.ts';

export const CHANGES = ['matched', 'slower', 'faster', 'vanished', 'appeared'] as const;
export type Change = (typeof CHANGES)[number];

/** One span of one of the two traces. */
export type Side = { row: number; micros: number; error: boolean };

export type ComparedRow = {
  depth: number;
  change: Change;
  service: string;
  kind: SpanKind;
  name: string;
  /** Undefined: it appeared. */
  before: Side | undefined;
  /** Undefined: it vanished. */
  after: Side | undefined;
  /** Rows of the subtree, this one included, as in the columns. */
  size: number;
};

export type ComparedTraces = { rows: ComparedRow[]; counts: Record<Change, number> };

export type CompareOptions = {
  /** How many times as long a span has to take to be called slower. */
  factor?: number;
  /** And by how much at the least: a span of 0.1 ms that took 0.3 is noise. */
  atLeastMicros?: number;
};

const NANOS_A_MICRO = 1000;
const NONE = -1;

type Step = { before: number; after: number; depth: number };

export function compareColumns(
  before: TraceColumns,
  after: TraceColumns,
  { factor = 1.5, atLeastMicros = 5000 }: CompareOptions = {},
): ComparedTraces {
  const keys = new Map<string, number>();
  const works = { before: worksOf(before, keys), after: worksOf(after, keys) };
  const counts: Record<Change, number> = { matched: 0, slower: 0, faster: 0, vanished: 0, appeared: 0 };
  const rows: ComparedRow[] = [];
  const waiting: Step[] = [];
  // the next to show has to lie on top
  const push = (steps: [number, number][], depth: number): void => {
    for (const [before, after] of steps.reverse()) waiting.push({ before, after, depth });
  };

  push(pairUp([...rootsOf(before)], [...rootsOf(after)], works), 0);
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const old = step.before === NONE ? undefined : sideOf(before, step.before);
    const young = step.after === NONE ? undefined : sideOf(after, step.after);
    const change = changeOf(old, young, factor, atLeastMicros);
    counts[change]++;
    const [shown, row] = young === undefined ? [before, step.before] : [after, step.after];
    rows.push({
      depth: step.depth,
      change,
      service: serviceOf(shown, row),
      kind: kindOf(shown, row),
      name: nameOf(shown, row),
      before: old,
      after: young,
      size: 1,
    });
    push(pairUp(under(before, step.before), under(after, step.after), works), step.depth + 1);
  }
  addSizes(rows);
  return { rows, counts };
}

const sideOf = (trace: TraceColumns, row: number): Side => ({
  row,
  micros: (trace.duration[row] ?? 0) / NANOS_A_MICRO,
  error: isError(trace, row),
});

function changeOf(
  before: Side | undefined,
  after: Side | undefined,
  factor: number,
  atLeast: number,
): Change {
  if (before === undefined) return 'appeared';
  if (after === undefined) return 'vanished';
  const [was, is] = [before.micros, after.micros];
  if (is - was >= atLeast && is >= was * factor) return 'slower';
  if (was - is >= atLeast && was >= is * factor) return 'faster';
  return 'matched';
}

/** For each row a number for its service, kind and name, the same in both traces. */
function worksOf(trace: TraceColumns, keys: Map<string, number>): Uint32Array {
  const works = new Uint32Array(trace.rows);
  for (let row = 0; row < trace.rows; row++) {
    const key = `${serviceOf(trace, row)}\n${kindOf(trace, row)}\n${nameOf(trace, row)}`;
    const known = keys.get(key) ?? keys.size;
    keys.set(key, known);
    works[row] = known;
  }
  return works;
}

/** The rows right under a row. */
function under({ size }: TraceColumns, row: number): number[] {
  if (row === NONE) return [];
  const rows: number[] = [];
  const end = row + (size[row] ?? 1);
  for (let child = row + 1; child < end; child += size[child] ?? 1) rows.push(child);
  return rows;
}

/** The n-th of a kind before goes with the n-th of its kind after. Order: as after has it, then what vanished. */
function pairUp(
  before: readonly number[],
  after: readonly number[],
  works: { before: Uint32Array; after: Uint32Array },
): [number, number][] {
  if (before.length === 0) return after.map(row => [NONE, row]);
  if (after.length === 0 && before.length === 1) return before.map(row => [row, NONE]);
  const left = new Map<number, { rows: number[]; taken: number }>();
  for (const row of before) {
    const work = works.before[row] ?? 0;
    const alike = left.get(work);
    if (alike === undefined) left.set(work, { rows: [row], taken: 0 });
    else alike.rows.push(row);
  }
  const pairs = after.map((row): [number, number] => {
    const alike = left.get(works.after[row] ?? 0);
    return [alike?.rows[alike.taken++] ?? NONE, row];
  });
  for (const { rows, taken } of left.values()) for (const row of rows.slice(taken)) pairs.push([row, NONE]);
  return pairs;
}
