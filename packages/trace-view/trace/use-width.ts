// How wide an element is, now and when it changes.

import { type RefObject, useLayoutEffect, useState } from 'react';

export const useWidth = (element: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const look = (): void => setWidth(current.clientWidth);
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(current);
    return () => sizes.disconnect();
  }, [element]);
  return width;
};
