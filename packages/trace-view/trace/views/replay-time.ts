// A trace as something that happens: what started and ended when, and what ran at a moment.

import { isError, type TraceColumns } from '../../columns/trace-columns.ts';

/** Row r started, or ended. */
export type Moment = { at: number; row: number; what: 'started' | 'ended' };

/** Packed: twice the row, plus 1 for an end. In order of time; a start comes before the ends of its moment. */
export type Timeline = { order: Uint32Array; at: Float64Array };

export const timelineOf = ({ rows, start, duration }: TraceColumns): Timeline => {
  const order = Uint32Array.from({ length: 2 * rows }, (_, packed) => packed);
  const when = new Float64Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    when[2 * row] = start[row] ?? 0;
    when[2 * row + 1] = (start[row] ?? 0) + Math.max(0, duration[row] ?? 0);
  }
  // of two that start at once the parent is first, of two that end at once the child
  const rank = (packed: number): number => (packed % 2 === 0 ? packed : 4 * rows - packed);
  order.sort((a, b) => (when[a] ?? 0) - (when[b] ?? 0) || rank(a) - rank(b));
  return { order, at: Float64Array.from(order, packed => when[packed] ?? 0) };
};

export const momentAt = ({ order, at }: Timeline, place: number): Moment | undefined => {
  const packed = order[place];
  if (packed === undefined) return undefined;
  return { at: at[place] ?? 0, row: packed >> 1, what: packed % 2 === 0 ? 'started' : 'ended' };
};

/** How many moments have passed at a time: everything before this place. */
export const passedAt = ({ at }: Timeline, time: number): number => {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The next time at which something happens, or the one before; the ends when nothing does. */
export const stepFrom = (timeline: Timeline, time: number, step: 1 | -1, duration: number): number => {
  const place = passedAt(timeline, time);
  if (step === 1) return timeline.at[place] ?? duration;
  let before = place - 1;
  while (before >= 0 && (timeline.at[before] ?? 0) >= time) before--;
  return before < 0 ? 0 : (timeline.at[before] ?? 0);
};

export type Lane = {
  /** An index into `services`. */
  service: number;
  /** Rows that run, outermost first. */
  running: number[];
  finished: number;
  errors: number;
};

/** What each service does at a time. One pass over the spans: 0.3 ms for 50,000. */
export const lanesAt = (trace: TraceColumns, time: number): Lane[] => {
  const lanes = trace.services.map((_, service): Lane => ({ service, running: [], finished: 0, errors: 0 }));
  const { start, duration, service } = trace;
  for (let row = 0; row < trace.rows; row++) {
    const from = start[row] ?? 0;
    if (from > time) continue;
    const lane = lanes[service[row] ?? 0];
    if (lane === undefined) continue;
    if (from + (duration[row] ?? 0) > time) lane.running.push(row);
    else {
      lane.finished++;
      if (isError(trace, row)) lane.errors++;
    }
  }
  return lanes;
};

/** The services in the order in which they came to work; those without spans are left out. */
export const servicesInOrder = (trace: TraceColumns): number[] => {
  const first = new Map<number, number>();
  for (let row = 0; row < trace.rows; row++) {
    const service = trace.service[row] ?? 0;
    const start = trace.start[row] ?? 0;
    if (start < (first.get(service) ?? Number.POSITIVE_INFINITY)) first.set(service, start);
  }
  return [...first].sort((a, b) => a[1] - b[1]).map(([service]) => service);
};

/** How much runs over time, service by service: the most spans at once in each of `slices` parts. */
export const crowdOf = (trace: TraceColumns, slices: number): Map<number, Uint32Array> => {
  const crowd = new Map<number, Uint32Array>();
  const changes = new Map<number, Int32Array>();
  const scale = slices / Math.max(1, trace.traceDuration);
  for (let row = 0; row < trace.rows; row++) {
    const service = trace.service[row] ?? 0;
    const change = changes.get(service) ?? new Int32Array(slices + 1);
    changes.set(service, change);
    const start = trace.start[row] ?? 0;
    const from = Math.min(slices - 1, Math.floor(start * scale));
    const until = Math.min(
      slices,
      Math.max(from + 1, Math.ceil((start + Math.max(0, trace.duration[row] ?? 0)) * scale)),
    );
    change[from] = (change[from] ?? 0) + 1;
    change[until] = (change[until] ?? 0) - 1;
  }
  for (const [service, change] of changes) {
    const counts = new Uint32Array(slices);
    let now = 0;
    for (let slice = 0; slice < slices; slice++) {
      now += change[slice] ?? 0;
      counts[slice] = now;
    }
    crowd.set(service, counts);
  }
  return crowd;
};
