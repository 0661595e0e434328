// What each action does to the waterfall: where the choice goes, what is folded, which time is shown.

import type { TraceColumns } from '../../columns/trace-columns.ts';
import { positionOf } from '../../columns/visible-rows.ts';
import type { Action } from '../keys.ts';
import { moved, type TimeWindow, wholeOf, zoomed } from '../time-window.ts';
import type { Folding } from './folding.ts';

export type Stage = {
  trace: TraceColumns;
  folding: Folding;
  chosen: number | undefined;
  choose(row: number): void;
  toggleDetails(row: number): void;
  window: TimeWindow;
  setWindow(window: TimeWindow): void;
  /** How many rows a screen holds. */
  page: number;
};

/** False when the action is not the waterfall's. */
export const performOn = (stage: Stage, action: Action): boolean => {
  const { trace, folding, chosen, choose, window, setWindow } = stage;
  const { visible } = folding;
  const row = chosen ?? visible[0] ?? 0;
  const here = chosen === undefined ? -1 : positionOf(visible, chosen);
  const middle = (trace.start[row] ?? 0) + (trace.duration[row] ?? 0) / 2;
  const goTo = (position: number): void => {
    const to = visible[Math.max(0, Math.min(visible.length - 1, position))];
    if (to !== undefined) choose(to);
  };
  switch (action) {
    case 'next':
      goTo(here + 1);
      return true;
    case 'previous':
      goTo(here - 1);
      return true;
    case 'page-down':
      goTo(here + stage.page);
      return true;
    case 'page-up':
      goTo(here - stage.page);
      return true;
    case 'first':
      goTo(0);
      return true;
    case 'last':
      goTo(visible.length - 1);
      return true;
    case 'expand':
      if (folding.isFolded(row)) folding.unfold(row);
      else if ((trace.size[row] ?? 1) > 1) choose(row + 1);
      return true;
    case 'collapse': {
      const parent = trace.parent[row] ?? -1;
      const didFold = !folding.isFolded(row) && folding.fold(row);
      if (!didFold && parent >= 0) choose(parent);
      return true;
    }
    case 'details':
      if (chosen !== undefined) stage.toggleDetails(chosen);
      return true;
    case 'expand-all':
      folding.unfoldAll();
      return true;
    case 'collapse-all':
      foldFrom(stage, 0);
      return true;
    case 'collapse-level':
      foldFrom(stage, Math.max(0, folding.deepestOpen()));
      return true;
    case 'expand-level':
      folding.unfoldLevel();
      return true;
    case 'zoom-in':
      setWindow(zoomed(window, middle, 0.5, trace.traceDuration));
      return true;
    case 'zoom-out':
      setWindow(zoomed(window, middle, 2, trace.traceDuration));
      return true;
    case 'zoom-reset':
      setWindow(wholeOf(trace.traceDuration));
      return true;
    case 'pan-left':
      setWindow(moved(window, -0.25, trace.traceDuration));
      return true;
    case 'pan-right':
      setWindow(moved(window, 0.25, trace.traceDuration));
      return true;
    default:
      return false;
  }
};

/** What is chosen and folded away gives the choice to the row it is folded into. */
const foldFrom = ({ trace, folding, chosen, choose }: Stage, level: number): void => {
  folding.foldFrom(level);
  let row = chosen ?? -1;
  while (row >= 0 && (trace.depth[row] ?? 0) > level) row = trace.parent[row] ?? -1;
  if (row >= 0 && row !== chosen) choose(row);
};
