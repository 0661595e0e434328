// The place under a row where its details are open. Its height is told, since the rows below stand where it ends.

import { type ReactNode, useEffect, useRef } from 'react';

const ROW = { role: 'row' };
const WIDE_CELL = { role: 'gridcell', 'aria-colspan': 2 };

type DetailsBoxProps = {
  row: number;
  /** Undefined where rows follow one another in the flow of the page. */
  top: number | undefined;
  onHeight(row: number, height: number): void;
  children: ReactNode;
};

export const DetailsBox = ({ row, top, onHeight, children }: DetailsBoxProps) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const sizes = new ResizeObserver(() => onHeight(row, element.offsetHeight));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [row, onHeight]);
  const style = top === undefined ? undefined : { transform: `translateY(${top}px)` };
  return (
    <div {...ROW} ref={box} className="waterfall-details" style={style}>
      <div {...WIDE_CELL}>{children}</div>
    </div>
  );
};
