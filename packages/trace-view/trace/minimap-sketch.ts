// What the minimap paints: the whole trace on a strip of a few dozen lines. Where several rows share a line,
// the longest is painted: it is what one would see anyway.

import type { TraceColumns } from '../columns/trace-columns.ts';

export type Stroke = { line: number; from: number; to: number; service: number; error: boolean };

export const minimapSketch = (trace: TraceColumns, lines: number): Stroke[] => {
  const whole = Math.max(1, trace.traceDuration);
  const perLine = Math.max(1, trace.rows / lines);
  const strokes: Stroke[] = [];
  for (let line = 0; line < Math.min(lines, trace.rows); line++) {
    const end = Math.min(trace.rows, Math.ceil((line + 1) * perLine));
    let longest = Math.floor(line * perLine);
    let error = false;
    for (let row = longest; row < end; row++) {
      if ((trace.duration[row] ?? 0) > (trace.duration[longest] ?? 0)) longest = row;
      error ||= trace.status[row] === 2;
    }
    const start = trace.start[longest] ?? 0;
    strokes.push({
      line,
      from: start / whole,
      to: (start + Math.max(0, trace.duration[longest] ?? 0)) / whole,
      service: trace.service[longest] ?? 0,
      error,
    });
  }
  return strokes;
};
