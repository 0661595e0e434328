// How the chosen row, or one that is jumped to, comes into sight.

import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { positionOf } from '../../columns/visible-rows.ts';
import type { Folding } from './folding.ts';
import { type Layout, topOf } from './layout.ts';
import { showRow } from './scrolling.ts';

/** Made anew for each jump, so that jumping twice to one row scrolls twice. */
type Jump = { row: number };

export type Showing = {
  /** Where a hand already is, nothing needs to move. */
  isInHand(row: number): void;
  jumpTo(row: number): void;
};

type Place = {
  frame: RefObject<HTMLElement | null>;
  /** The page scrolls, not the frame. */
  inPage: boolean;
  chosen: number | undefined;
  folding: Folding;
  layout: Layout;
};

const showInPage = (frame: HTMLElement, row: number): void =>
  frame.querySelector(`[data-row="${row}"]`)?.scrollIntoView({ block: 'nearest' });

export const useShowing = ({ frame, inPage, chosen, folding, layout }: Place): Showing => {
  const shown = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    const element = frame.current;
    if (chosen === undefined || shown.current === chosen || element === null) return;
    shown.current = chosen;
    const position = positionOf(folding.reveal(chosen), chosen);
    if (inPage) showInPage(element, chosen);
    else showRow(element, topOf(position, layout), layout.rowHeight);
  }, [frame, chosen, folding, layout, inPage]);

  const [jump, setJump] = useState<Jump | undefined>(undefined);
  const jumped = useRef<Jump | undefined>(undefined);
  const { visible } = folding;
  useLayoutEffect(() => {
    const element = frame.current;
    if (jump === undefined || jumped.current === jump || element === null) return;
    jumped.current = jump;
    if (inPage) showInPage(element, jump.row);
    else element.scrollTop = topOf(Math.max(0, positionOf(visible, jump.row) - 1), layout);
  }, [frame, jump, visible, layout, inPage]);

  return {
    isInHand: row => {
      shown.current = row;
    },
    jumpTo: row => setJump({ row }),
  };
};
