// A trace of which some spans are left out of the picture. The children of a span that is left out move up to the
// nearest one that is shown; what begins, ends and is missing stays as the whole trace says.

import type { Span } from '#trace-model/span.ts';
import { columnsOfSpans } from './from-spans.ts';
import { rowOfSpan, spanIdOf, type TraceColumns } from './trace-columns.ts';

/** Spans to leave out, by how their names begin; or the only ones to show, by their whole names. */
export type Choice = { hide?: readonly string[]; only?: readonly string[] };

export type PartOfTrace = {
  whole: TraceColumns;
  shown: TraceColumns;
  /** The row in the whole trace of a row that is shown. */
  wholeRow(row: number): number;
};

const isShown = ({ hide = [], only }: Choice, name: string): boolean =>
  (only?.includes(name) ?? true) && !hide.some(beginning => name.startsWith(beginning));

export const partOfTrace = (spans: readonly Span[], choice: Choice): PartOfTrace => {
  const whole = columnsOfSpans(spans);
  const byId = new Map(spans.map(span => [span.spanId, span]));
  const kept = spans.filter(span => isShown(choice, span.name));
  const shown = columnsOfSpans(
    kept.map(span => ({ ...span, parentSpanId: shownParentOf(span, byId, choice) })),
  );
  return { whole, shown: inTimeOf(whole, shown), wholeRow: row => rowOfSpan(whole, spanIdOf(shown, row)) };
};

/** A span whose own parent never arrived keeps naming it, and is marked; one above it does not count. */
const shownParentOf = (span: Span, byId: ReadonlyMap<string, Span>, choice: Choice): string => {
  if (!byId.has(span.parentSpanId)) return span.parentSpanId;
  const passed = new Set([span.spanId]);
  let parent = byId.get(span.parentSpanId);
  while (parent !== undefined && !isShown(choice, parent.name) && !passed.has(parent.spanId)) {
    passed.add(parent.spanId);
    parent = byId.get(parent.parentSpanId);
  }
  return parent === undefined || passed.has(parent.spanId) ? '' : parent.spanId;
};

/** The part is drawn where it lies in the whole, also when the first span is left out. */
const inTimeOf = (whole: TraceColumns, part: TraceColumns): TraceColumns => {
  const later = Number(part.startNano - whole.startNano);
  return {
    ...part,
    startNano: whole.startNano,
    traceDuration: whole.traceDuration,
    start: part.start.map(start => start + later),
    eventTime: part.eventTime.map(time => time + later),
  };
};
