// One span, whole, of a row that knows only what columns hold.

import { useEffect, useState } from 'react';
import type { Span } from '#trace-model/span.ts';
import { spanIdOf, type TraceColumns } from '../columns/trace-columns.ts';
import { useTraceSource } from './trace-source.ts';

export type UsedSpan = { span?: Span; failure?: string };

const GONE: UsedSpan = { failure: 'The trace store no longer has this span.' };

export const useSpan = (trace: TraceColumns, row: number): UsedSpan => {
  const source = useTraceSource();
  const { traceId } = trace;
  const spanId = spanIdOf(trace, row);
  const [loaded, setLoaded] = useState<UsedSpan>({});
  const atHand = source.spansAtHand(traceId, spanId);
  const isAtHand = atHand !== undefined;
  useEffect(() => {
    if (isAtHand) return;
    let wanted = true;
    source.loadSpans(traceId, spanId).then(
      spans => {
        const span = spanOfRow(trace, row, spans);
        if (wanted) setLoaded(span === undefined ? GONE : { span });
      },
      (error: unknown) => {
        if (wanted) setLoaded({ failure: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      wanted = false;
    };
  }, [source, trace, row, traceId, spanId, isAtHand]);
  const here = atHand && spanOfRow(trace, row, atHand);
  return here === undefined ? loaded : { span: here };
};

/** Two spans can have one id: the one of this row. */
export const spanOfRow = (trace: TraceColumns, row: number, spans: readonly Span[]): Span | undefined =>
  spans.find(
    span =>
      Number(span.startNano - trace.startNano) === trace.start[row] &&
      Number(span.endNano - span.startNano) === trace.duration[row],
  ) ?? spans[0];
