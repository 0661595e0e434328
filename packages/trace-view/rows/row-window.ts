// Which of many rows of one height are in sight. Only those are drawn.

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

export type Window = { first: number; end: number };

/** Rows drawn beyond what is in sight, so that a fast hand on the wheel sees no gap. */
const BEYOND = 12;
/** The window moves in steps of this many rows: scrolling by a pixel draws nothing anew. */
const STEP = 6;

export const windowOf = (scrollTop: number, height: number, rowHeight: number, count: number): Window => {
  const first = Math.floor(scrollTop / rowHeight / STEP) * STEP - BEYOND;
  const end = Math.ceil((scrollTop + height) / rowHeight / STEP) * STEP + BEYOND;
  return { first: Math.max(0, Math.min(first, count)), end: Math.min(count, end) };
};

/** Where to scroll so that a row is wholly in sight: not at all where it is. */
export const scrollFor = (
  row: number,
  { scrollTop, height, rowHeight }: { scrollTop: number; height: number; rowHeight: number },
): number => {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
};

export type RowWindow = {
  frame: RefObject<HTMLDivElement | null>;
  window: Window;
  onScroll: () => void;
  /** Brings a row into sight. */
  show: (row: number) => void;
  /** How many rows fit. */
  page: () => number;
};

/** `head` is the height of what sticks to the top of the frame. */
export const useRowWindow = (count: number, rowHeight: number, head: number): RowWindow => {
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<Window>({ first: 0, end: 0 });
  const measure = useCallback((): void => {
    const element = frame.current;
    if (element === null) return;
    const next = windowOf(element.scrollTop, element.clientHeight - head, rowHeight, count);
    setSeen(before => (before.first === next.first && before.end === next.end ? before : next));
  }, [count, rowHeight, head]);
  useLayoutEffect(() => {
    measure();
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);
  const show = useCallback(
    (row: number): void => {
      const element = frame.current;
      if (element === null) return;
      const height = element.clientHeight - head;
      element.scrollTop = scrollFor(row, { scrollTop: element.scrollTop, height, rowHeight });
      measure();
    },
    [head, rowHeight, measure],
  );
  const page = (): number =>
    Math.max(1, Math.floor(((frame.current?.clientHeight ?? 0) - head) / rowHeight) - 1);
  const window = { first: Math.min(seen.first, count), end: Math.min(seen.end, count) };
  return { frame, window, onScroll: measure, show, page };
};
