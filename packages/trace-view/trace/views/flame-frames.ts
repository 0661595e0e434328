// A trace as a flame graph: spans of the same service and name under the same stack become one frame. Its width
// is work: the self time of its spans and of all below them, so that widths always add up, also where spans ran
// side by side.

import { isError, nameOf, serviceOf, type TraceColumns } from '../../columns/trace-columns.ts';

export type FlameFrame = {
  id: number;
  /** −1: right under the whole. */
  parent: number;
  depth: number;
  service: string;
  name: string;
  spans: number;
  errors: number;
  /** Nanoseconds. */
  self: number;
  /** Durations added up. */
  total: number;
  /** Self time of this and of all below. */
  work: number;
  longestRow: number;
  children: number[];
};

export type Flame = { frames: FlameFrame[]; roots: number[]; work: number; frameOfRow: Uint32Array };

const NONE = -1;

export const flameOf = (trace: TraceColumns, self: Float64Array): Flame => {
  const frames: FlameFrame[] = [];
  const roots: number[] = [];
  const frameOfRow = new Uint32Array(trace.rows);
  const known = new Map<string, number>();
  for (let row = 0; row < trace.rows; row++) {
    const above = trace.parent[row] ?? NONE;
    const parent = above === NONE ? NONE : (frameOfRow[above] ?? 0);
    const key = `${parent} ${trace.service[row]} ${trace.name[row]}`;
    const id = known.get(key) ?? frames.length;
    known.set(key, id);
    const frame =
      frames[id] ?? newFrame(trace, row, id, parent, parent === NONE ? 0 : (frames[parent]?.depth ?? 0) + 1);
    if (id === frames.length) {
      frames.push(frame);
      (parent === NONE ? roots : frames[parent]?.children)?.push(id);
    }
    frameOfRow[row] = id;
    addSpan(frame, trace, row, self[row] ?? 0);
  }
  // a parent has a smaller id than its children
  for (const { parent, work } of frames.toReversed()) {
    const above = frames[parent];
    if (above !== undefined) above.work += work;
  }
  return { frames, roots, work: roots.reduce((sum, root) => sum + (frames[root]?.work ?? 0), 0), frameOfRow };
};

const newFrame = (
  trace: TraceColumns,
  row: number,
  id: number,
  parent: number,
  depth: number,
): FlameFrame => ({
  id,
  parent,
  depth,
  service: serviceOf(trace, row),
  name: nameOf(trace, row),
  spans: 0,
  errors: 0,
  self: 0,
  total: 0,
  work: 0,
  longestRow: row,
  children: [],
});

const addSpan = (frame: FlameFrame, trace: TraceColumns, row: number, self: number): void => {
  const duration = trace.duration[row] ?? 0;
  frame.spans++;
  if (isError(trace, row)) frame.errors++;
  frame.self += self;
  frame.work += self;
  frame.total += duration;
  if (duration > (trace.duration[frame.longestRow] ?? 0)) frame.longestRow = row;
};

/** Left and width are shares of the whole picture, 0 to 1. */
export type FlameBar = { left: number; width: number; depth: number } & (
  | { kind: 'frame'; frame: FlameFrame }
  | { kind: 'rest'; frames: number }
);

/**
 * What is drawn when one frame (or the whole) fills the width: the frames it hangs under, whole lines above it, and
 * all below. Frames too narrow to see become one bar that says how many they are.
 */
export const flameBars = ({ frames, roots, work }: Flame, zoomed: number, least: number): FlameBar[] => {
  const bars: FlameBar[] = [];
  const stack: { ids: readonly number[]; left: number; scale: number }[] = [];
  const top = frames[zoomed];
  if (top === undefined) stack.push({ ids: roots, left: 0, scale: work > 0 ? 1 / work : 0 });
  else {
    for (let above = frames[top.parent]; above !== undefined; above = frames[above.parent])
      bars.unshift({ kind: 'frame', frame: above, left: 0, width: 1, depth: above.depth });
    stack.push({ ids: [zoomed], left: 0, scale: top.work > 0 ? 1 / top.work : 0 });
  }
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    let { left } = next;
    let rest: FlameBar | undefined;
    for (const id of next.ids) {
      const frame = frames[id];
      if (frame === undefined) continue;
      const width = frame.work * next.scale;
      if (width >= least || id === zoomed) {
        rest = undefined;
        bars.push({ kind: 'frame', frame, left, width: id === zoomed ? 1 : width, depth: frame.depth });
        if (frame.children.length > 0) stack.push({ ids: frame.children, left, scale: next.scale });
      } else if (rest?.kind === 'rest') {
        rest.frames++;
        rest.width += width;
      } else {
        rest = { kind: 'rest', frames: 1, left, width, depth: frame.depth };
        bars.push(rest);
      }
      left += width;
    }
  }
  return bars;
};

/** The widest of the frames below; undefined for a leaf. */
export const widestChild = ({ frames }: Flame, ids: readonly number[]): FlameFrame | undefined => {
  let widest: FlameFrame | undefined;
  for (const id of ids) {
    const frame = frames[id];
    if (frame !== undefined && (widest === undefined || frame.work > widest.work)) widest = frame;
  }
  return widest;
};
