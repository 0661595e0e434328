// What is folded away, and the rows that are left.

import { useMemo, useState } from 'react';
import type { TraceColumns } from '../../columns/trace-columns.ts';
import {
  type Collapsed,
  collapse,
  collapseFrom,
  deepestOpen,
  expand,
  nothingCollapsed,
  reveal,
  shallowestFolded,
  visibleRows,
} from '../../columns/visible-rows.ts';

export type Folding = {
  /** Position on the screen → row. */
  visible: Uint32Array;
  isFolded(row: number): boolean;
  /** False when there is nothing to fold there. */
  fold(row: number): boolean;
  unfold(row: number): void;
  toggle(row: number): void;
  /** Unfolds what hides a row; answers the rows that are visible then. */
  reveal(row: number): Uint32Array;
  foldFrom(level: number): void;
  unfoldAll(): void;
  unfoldLevel(): void;
  deepestOpen(): number;
};

export const useFolding = (trace: TraceColumns): Folding => {
  const [collapsed, setCollapsed] = useState<Collapsed>(() => nothingCollapsed(trace));
  return useMemo(() => {
    const visible = visibleRows(trace, collapsed);
    const change = (next: Collapsed): boolean => {
      if (next !== collapsed) setCollapsed(next);
      return next !== collapsed;
    };
    const isFolded = (row: number): boolean => collapsed[row] === 1;
    return {
      visible,
      isFolded,
      fold: row => change(collapse(trace, collapsed, row)),
      unfold: row => void change(expand(collapsed, row)),
      toggle: row => void change(isFolded(row) ? expand(collapsed, row) : collapse(trace, collapsed, row)),
      reveal: row => {
        const unfolded = reveal(trace, collapsed, row);
        return change(unfolded) ? visibleRows(trace, unfolded) : visible;
      },
      foldFrom: level => void change(collapseFrom(trace, level)),
      unfoldAll: () => void change(nothingCollapsed(trace)),
      unfoldLevel: () => {
        const level = shallowestFolded(trace, collapsed);
        if (level >= 0) change(collapseFrom(trace, level + 1));
      },
      deepestOpen: () => deepestOpen(trace, collapsed),
    };
  }, [trace, collapsed]);
};
