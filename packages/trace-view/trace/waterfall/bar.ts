// Where a bar is drawn, in hundredths of the timeline's width, and on which side its duration is written.

import type { TimeWindow } from '../time-window.ts';

export type Bar = { left: number; width: number; label: 'left' | 'inside' | 'right' };

/** A bar that begins or ends far outside is cut a little outside: browsers draw nothing at 10,000,000 %. */
const OUTSIDE = 2;
/** Room for "12.3 ms", in hundredths, on all but the narrowest screens. */
const LABEL = 18;

const partOf = ({ from, to }: TimeWindow, at: number): number =>
  Math.min(100 + OUTSIDE, Math.max(-OUTSIDE, ((at - from) / (to - from)) * 100));

/** Undefined when all of it is outside. A span that ends before it starts is drawn as a point at its start. */
export const barOf = (window: TimeWindow, start: number, duration: number): Bar | undefined => {
  const end = start + Math.max(0, duration);
  if (end < window.from || start > window.to) return undefined;
  const left = partOf(window, start);
  const right = partOf(window, end);
  const label = right + LABEL <= 100 ? 'right' : left >= LABEL ? 'left' : 'inside';
  return { left, width: right - left, label };
};

export const pointAt = (window: TimeWindow, at: number): number | undefined =>
  at < window.from || at > window.to ? undefined : partOf(window, at);
