// Self time: what a span spent without any of its children running; trace-model/self-time.ts over columns.

import type { TraceColumns } from '../../columns/trace-columns.ts';

/** Nanoseconds by row. Siblings come in order of start, so one pass unites their intervals. */
export const selfTimesOf = ({ rows, parent, start, duration }: TraceColumns): Float64Array => {
  const self = Float64Array.from(duration, nanos => Math.max(0, nanos));
  const coveredUntil = Float64Array.from(start);
  for (let row = 0; row < rows; row++) {
    const above = parent[row] ?? -1;
    if (above < 0) continue;
    const begin = start[row] ?? 0;
    const aboveEnd = (start[above] ?? 0) + (duration[above] ?? 0);
    const from = Math.max(begin, coveredUntil[above] ?? 0);
    const until = Math.min(begin + (duration[row] ?? 0), aboveEnd);
    if (until <= from) continue;
    self[above] = Math.max(0, (self[above] ?? 0) - (until - from));
    coveredUntil[above] = until;
  }
  return self;
};
