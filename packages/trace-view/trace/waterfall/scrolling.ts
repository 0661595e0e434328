// What of a scrolling frame is in sight, and how a row comes into it.

import { type RefObject, useLayoutEffect, useState } from 'react';

export type Scrolled = { top: number; height: number };

/** Rows drawn above and below what is in sight. */
export const OVERSCAN = 10;
export const HEAD_HEIGHT = 30;

export const useScrolled = (frame: RefObject<HTMLElement | null>, rowHeight: number): Scrolled => {
  const [scrolled, setScrolled] = useState<Scrolled>({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const look = (): void => {
      const top = element.scrollTop;
      const seen = element.clientHeight;
      // a new picture only when the rows in reserve run low
      setScrolled(was =>
        was.height === seen && Math.abs(was.top - top) < (OVERSCAN / 2) * rowHeight
          ? was
          : { top, height: seen },
      );
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, [frame, rowHeight]);
  return scrolled;
};

/** A row that is near comes into view at the edge; one from far away comes to the upper third. */
export const showRow = (frame: HTMLElement, top: number, rowHeight: number): void => {
  const seen = frame.clientHeight - HEAD_HEIGHT;
  const { scrollTop } = frame;
  if (top >= scrollTop && top + rowHeight <= scrollTop + seen) return;
  const above = scrollTop - top;
  const below = top + rowHeight - (scrollTop + seen);
  if (above > 0) frame.scrollTop = above < seen ? top : top - seen / 3;
  else frame.scrollTop = below < seen ? top + rowHeight - seen : top - seen / 3;
};
