// Where the points of the picture are: start time to the right, duration upwards.

import { durationText } from '../words/duration.ts';
import { clockText } from '../words/moment.ts';
import { type Summary, startMs } from './summary.ts';

export type Frame = { width: number; height: number };
export type Point = { trace: Summary; x: number; y: number; radius: number };
export type Tick = { at: number; label: string };
export type Scatter = {
  /** By start time, so that the arrow keys go through them in that order. */
  points: Point[];
  xTicks: Tick[];
  yTicks: Tick[];
  plot: { left: number; right: number; top: number; bottom: number };
};

const MARGIN = { left: 62, right: 14, top: 12, bottom: 24 };
const SMALLEST = 3.5;
const LARGEST = 10;
/** From this ratio of the longest to the shortest on, equal steps are equal factors. */
const LOGARITHMIC_FROM = 30;
const PIXELS_A_TIME = 170;
const MOST_DURATIONS = 4;

/** 1, 2 or 5 times a power of ten, not below the given. */
const niceStep = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find(step => step * power >= least * 0.999) ?? 10) * power;
};

const linearTicks = (max: number): number[] => {
  const step = niceStep(max / MOST_DURATIONS);
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
};

/** Powers of ten, with steps between them where there is room. */
const logarithmicTicks = (min: number, max: number): number[] => {
  const within = (steps: number[], every = 1): number[] => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(min)); 10 ** power <= max * 1.001; power += every)
      ticks.push(...steps.map(step => step * 10 ** power));
    return ticks.filter(tick => tick >= min * 0.999 && tick <= max * 1.001);
  };
  const choices = [within([1, 2, 5]), within([1, 3]), within([1]), within([1], 2), within([1], 3)];
  return choices.find(({ length }) => length <= MOST_DURATIONS) ?? [];
};

const radiusOf = (spans: number): number => Math.min(LARGEST, SMALLEST + Math.log2(Math.max(1, spans)) * 0.8);

export const scatterOf = (traces: readonly Summary[], { width, height }: Frame, now: number): Scatter => {
  const plot = {
    left: MARGIN.left,
    right: Math.max(MARGIN.left + 1, width - MARGIN.right),
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  };
  const [first, ...others] = traces;
  if (first === undefined) return { points: [], xTicks: [], yTicks: [], plot };
  let from = startMs(first);
  let to = from;
  let shortest = first.durationMicros;
  let longest = shortest;
  for (const trace of others) {
    from = Math.min(from, startMs(trace));
    to = Math.max(to, startMs(trace));
    shortest = Math.min(shortest, trace.durationMicros);
    longest = Math.max(longest, trace.durationMicros);
  }
  // one trace, or several at one moment: a second around it
  if (to - from < 1) {
    from -= 500;
    to += 500;
  }
  const least = Math.max(1, shortest);
  const most = Math.max(least, longest);
  const logarithmic = most / least >= LOGARITHMIC_FROM;
  const share = (micros: number): number =>
    logarithmic ? Math.log(Math.max(least, micros) / least) / Math.log(most / least) : micros / most;
  const x = (ms: number): number => plot.left + ((ms - from) / (to - from)) * (plot.right - plot.left);
  const y = (micros: number): number => plot.bottom - share(micros) * (plot.bottom - plot.top);
  const times = Math.max(2, Math.floor((plot.right - plot.left) / PIXELS_A_TIME) + 1);
  // without milliseconds two marks side by side would say the same second
  const isShort = (to - from) / (times - 1) < 1000;
  const durations = logarithmic ? logarithmicTicks(least, most) : linearTicks(most);
  return {
    points: traces
      .map(trace => ({
        trace,
        x: x(startMs(trace)),
        y: y(trace.durationMicros),
        radius: radiusOf(trace.spans),
      }))
      .sort((a, b) => a.x - b.x),
    xTicks: Array.from({ length: times }, (_, index) => {
      const at = from + ((to - from) * index) / (times - 1);
      return { at: x(at), label: isShort ? clockText(at, now) : clockText(at, now).replace(/\.\d+$/, '') };
    }),
    yTicks: durations.map(micros => ({ at: y(micros), label: durationText(micros) })),
    plot,
  };
};

/** The point nearest to a place, if one is near enough to be meant. */
export const nearest = (points: readonly Point[], x: number, y: number, within = 16): number | undefined => {
  let found: number | undefined;
  let best = within * within;
  for (const [index, point] of points.entries()) {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance > best) continue;
    best = distance;
    found = index;
  }
  return found;
};
