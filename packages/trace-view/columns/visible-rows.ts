// Which rows are shown when some are collapsed. `Collapsed` has a 1 for each row whose subtree is folded away.

import type { TraceColumns } from './trace-columns.ts';

export type Collapsed = Uint8Array;

export const nothingCollapsed = ({ rows }: TraceColumns): Collapsed => new Uint8Array(rows);

/** Rows in order: position on the screen → row. */
export const visibleRows = ({ rows, size }: TraceColumns, collapsed: Collapsed): Uint32Array => {
  const visible = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row += collapsed[row] === 1 ? (size[row] ?? 1) : 1) visible[count++] = row;
  return visible.subarray(0, count);
};

/** Where a row stands among the visible; −1 when it is folded away. */
export const positionOf = (visible: Uint32Array, row: number): number => {
  const position = firstNotBefore(visible, row);
  return visible[position] === row ? position : -1;
};

/** The first position whose value is not below `value`; the length when there is none. `sorted` ascends. */
export const firstNotBefore = (sorted: Uint32Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

const changed = (collapsed: Collapsed, row: number, to: 0 | 1): Collapsed => {
  if (collapsed[row] === to) return collapsed;
  const copy = collapsed.slice();
  copy[row] = to;
  return copy;
};

export const collapse = ({ size }: TraceColumns, collapsed: Collapsed, row: number): Collapsed =>
  (size[row] ?? 1) > 1 ? changed(collapsed, row, 1) : collapsed;

export const expand = (collapsed: Collapsed, row: number): Collapsed => changed(collapsed, row, 0);

/** Unfolds what hides a row. */
export const reveal = ({ parent }: TraceColumns, collapsed: Collapsed, row: number): Collapsed => {
  let open = collapsed;
  for (let above = parent[row] ?? -1; above >= 0; above = parent[above] ?? -1) {
    if (open[above] === 0) continue;
    if (open === collapsed) open = collapsed.slice();
    open[above] = 0;
  }
  return open;
};

/** Everything from this depth on is folded away. */
export const collapseFrom = ({ rows, size, depth }: TraceColumns, level: number): Collapsed => {
  const collapsed = new Uint8Array(rows);
  for (let row = 0; row < rows; row++)
    if ((size[row] ?? 1) > 1 && (depth[row] ?? 0) >= level) collapsed[row] = 1;
  return collapsed;
};

/** The deepest level that is unfolded somewhere, or −1: what one step of "fold a level" folds. */
export const deepestOpen = ({ size, depth }: TraceColumns, collapsed: Collapsed): number => {
  let deepest = -1;
  let row = 0;
  while (row < collapsed.length) {
    if (collapsed[row] === 1) row += size[row] ?? 1;
    else {
      if ((size[row] ?? 1) > 1) deepest = Math.max(deepest, depth[row] ?? 0);
      row++;
    }
  }
  return deepest;
};

/** The shallowest level that is folded somewhere, or −1. */
export const shallowestFolded = ({ size, depth }: TraceColumns, collapsed: Collapsed): number => {
  let shallowest = -1;
  let row = 0;
  while (row < collapsed.length) {
    if (collapsed[row] !== 1) row++;
    else {
      const level = depth[row] ?? 0;
      shallowest = shallowest === -1 ? level : Math.min(shallowest, level);
      row += size[row] ?? 1;
    }
  }
  return shallowest;
};
