// What is odd about times: spans that end before they start, children that outlast their parents, clocks that differ.

import { kindOf, nameOf, serviceOf, type TraceColumns } from '../columns/trace-columns.ts';
import { durationText } from '../words/duration.ts';
import type { OddPlace } from './odd-place.ts';

/** The SDK cuts a start to whole milliseconds and takes the end from another clock: 1 to 2 ms of difference mean nothing. */
const TOLERANCE = 3_000_000;
/** A busy server notes its end some milliseconds after its answer was read. */
const AFTER_ANSWER = 5_000_000;

const said = (nanos: number): string => durationText(nanos / 1000);

export const clocks = (trace: TraceColumns): OddPlace[] => {
  const places: OddPlace[] = [];
  const skewed = new Set<string>();
  for (let row = 0; row < trace.rows; row++) {
    const duration = trace.duration[row] ?? 0;
    if (duration < 0) {
      places.push({ kind: 'negative-duration', row, saw: `It ends ${said(-duration)} before it starts.` });
      continue;
    }
    if (duration === 0)
      places.push({ kind: 'zero-duration', row, saw: 'It starts and ends at the same nanosecond.' });
    const place = besideParent(trace, row, skewed);
    if (place !== undefined) places.push(place);
  }
  return places;
};

const besideParent = (trace: TraceColumns, row: number, skewed: Set<string>): OddPlace | undefined => {
  const above = trace.parent[row] ?? -1;
  if (above === -1) return undefined;
  const duration = trace.duration[row] ?? 0;
  const available = trace.duration[above] ?? 0;
  if (available < 0) return undefined;
  const early = (trace.start[above] ?? 0) - (trace.start[row] ?? 0);
  const late = (trace.start[row] ?? 0) + duration - ((trace.start[above] ?? 0) + available);
  if (trace.resource[row] === trace.resource[above]) {
    if (late <= TOLERANCE) return undefined;
    const saw = `It ends ${said(late)} after its parent “${nameOf(trace, above)}”, which lasted ${said(available)}.`;
    return { kind: 'outlasts-parent', row, saw };
  }
  // what a queue holds is taken out whenever somebody has time
  if (kindOf(trace, row) === 'consumer' || kindOf(trace, above) === 'producer') return undefined;
  const caller = serviceOf(trace, above);
  const callee = serviceOf(trace, row);
  // An end that is late says little: only a start outside the call tells of a clock.
  const after = late - duration;
  if (early <= TOLERANCE && after <= TOLERANCE) {
    if (duration <= available || late <= AFTER_ANSWER) return undefined;
    const saw = `The call of ${caller} ended after ${said(available)}. ${callee} went on for ${said(late)} more.`;
    return { kind: 'outlasts-caller', row, saw };
  }
  const pair = `${trace.resource[above]} ${trace.resource[row]}`;
  if (skewed.has(pair)) return undefined;
  skewed.add(pair);
  const saw =
    early > 0
      ? `It starts ${said(early)} before the call of ${caller} that caused it. The clock of ${callee} is behind.`
      : `It starts ${said(after)} after the call of ${caller} that caused it had ended. The clock of ${callee} is ahead.`;
  return { kind: 'clock-skew', row, saw };
};
