// The part of a trace's time that is shown, and its ticks. Nanoseconds after the trace's start.

export type TimeWindow = { from: number; to: number };

export const wholeOf = (duration: number): TimeWindow => ({ from: 0, to: Math.max(1, duration) });

/** Nothing on a screen is narrower than this part of a microsecond. */
const NARROWEST_NS = 100;

/** Kept within the trace, in order, and wide enough to show something. */
export const windowWithin = (one: number, other: number, duration: number): TimeWindow => {
  const whole = wholeOf(duration);
  const width = Math.min(whole.to, Math.max(NARROWEST_NS, Math.abs(other - one)));
  const from = Math.min(Math.max(0, Math.min(one, other)), whole.to - width);
  return { from, to: from + width };
};

/** `factor` below 1 comes closer. The moment `at` stays where it is. */
export const zoomed = (
  { from, to }: TimeWindow,
  at: number,
  factor: number,
  duration: number,
): TimeWindow => {
  const still = Math.min(Math.max(at, from), to);
  return windowWithin(still - (still - from) * factor, still + (to - still) * factor, duration);
};

/** Moved by a part of its width. */
export const moved = ({ from, to }: TimeWindow, part: number, duration: number): TimeWindow => {
  const by = (to - from) * part;
  const start = Math.min(Math.max(0, from + by), Math.max(0, duration - (to - from)));
  return windowWithin(start, start + (to - from), duration);
};

export const isWhole = ({ from, to }: TimeWindow, duration: number): boolean =>
  from <= 0 && to >= wholeOf(duration).to;

/** Round moments within the window: steps of 1, 2 or 5 times a power of ten, at most `most` of them. */
export const ticksOf = ({ from, to }: TimeWindow, most: number): number[] => {
  const rough = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(times => times * power).find(wide => wide >= rough) ?? rough;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step); tick * step <= to; tick++) ticks.push(tick * step);
  return ticks;
};
