// Where rows stand when some of them have their details open under them. Positions count visible rows.

import { firstNotBefore } from '../columns/visible-rows.ts';

export const ROW_HEIGHT = 28;

/** Positions with details, ascending, and how high the details are. Few are open at a time. */
export type OpenDetails = { positions: Uint32Array; heights: readonly number[] };

const heightBefore = ({ positions, heights }: OpenDetails, position: number): number => {
  const count = firstNotBefore(positions, position);
  let height = 0;
  for (let i = 0; i < count; i++) height += heights[i] ?? 0;
  return height;
};

export const topOf = (position: number, open: OpenDetails): number =>
  position * ROW_HEIGHT + heightBefore(open, position);

export const totalHeight = (rows: number, open: OpenDetails): number => topOf(rows, open);

/** The position of the row at a height, or of the row whose details are there. */
export const positionAt = (top: number, rows: number, open: OpenDetails): number => {
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (topOf(middle + 1, open) <= top) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(0, rows - 1));
};
