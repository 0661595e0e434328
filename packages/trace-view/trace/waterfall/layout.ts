// Where rows stand when some of them have their details open under them. Positions count visible rows.

import { firstNotBefore } from '../../columns/visible-rows.ts';

/** Name and bar beside each other. */
export const ROW_HEIGHT = 28;
/** The bar under the name, where there is no room beside it. */
export const STACKED_ROW_HEIGHT = 52;

/** Positions with details, ascending, and how high the details are. Few are open at a time. */
export type Layout = { rowHeight: number; positions: Uint32Array; heights: readonly number[] };

const heightBefore = ({ positions, heights }: Layout, position: number): number => {
  const count = firstNotBefore(positions, position);
  let height = 0;
  for (let i = 0; i < count; i++) height += heights[i] ?? 0;
  return height;
};

export const topOf = (position: number, layout: Layout): number =>
  position * layout.rowHeight + heightBefore(layout, position);

export const totalHeight = (rows: number, layout: Layout): number => topOf(rows, layout);

/** The position of the row at a height, or of the row whose details are there. */
export const positionAt = (top: number, rows: number, layout: Layout): number => {
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (topOf(middle + 1, layout) <= top) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(0, rows - 1));
};
