// Whose details are open, how high they are, and where that puts the rows.

import { useCallback, useMemo, useState } from 'react';
import { positionOf } from '../../columns/visible-rows.ts';
import type { Layout } from './layout.ts';

/** Until details have been drawn and measured. */
const DETAILS_HEIGHT = 260;

export type OpenRows = {
  isOpen: ReadonlySet<number>;
  layout: Layout;
  open(row: number): void;
  toggle(row: number): void;
  onHeight(row: number, height: number): void;
};

export const useOpenRows = (
  opened: number | undefined,
  visible: Uint32Array,
  rowHeight: number,
): OpenRows => {
  const [isOpen, setOpen] = useState<ReadonlySet<number>>(
    () => new Set(opened === undefined ? [] : [opened]),
  );
  const [heights, setHeights] = useState<ReadonlyMap<number, number>>(new Map());
  const layout = useMemo((): Layout => {
    const shown = Array.from(isOpen, row => ({
      position: positionOf(visible, row),
      height: heights.get(row) ?? DETAILS_HEIGHT,
    }))
      .filter(({ position }) => position >= 0)
      .sort((a, b) => a.position - b.position);
    return {
      rowHeight,
      positions: Uint32Array.from(shown, ({ position }) => position),
      heights: shown.map(({ height }) => height),
    };
  }, [isOpen, heights, visible, rowHeight]);
  const onHeight = useCallback((row: number, high: number): void => {
    setHeights(was => (was.get(row) === high ? was : new Map(was).set(row, high)));
  }, []);
  return {
    isOpen,
    layout,
    onHeight,
    open: row => setOpen(was => (was.has(row) ? was : new Set(was).add(row))),
    toggle: row =>
      setOpen(was => {
        const next = new Set(was);
        if (!next.delete(row)) next.add(row);
        return next;
      }),
  };
};
