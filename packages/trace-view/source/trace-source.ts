// Where a trace comes from: a store that is asked, or a page that holds all of its spans. What is shown of a span
// asks here and need not know which.

import { createContext, useContext } from 'react';
import type { Span } from '#trace-model/span.ts';

/** The headers of one call, as its receiver kept them. */
export type ReceivedHop = {
  service: string;
  method: string;
  path: string;
  headers: Record<string, string>;
};

export type TraceSource = {
  /** Spans with this id, where nobody needs to be asked for them. Mostly one. */
  spansAtHand(traceId: string, spanId: string): readonly Span[] | undefined;
  /** Rejects with a message for people. */
  loadSpans(traceId: string, spanId: string): Promise<readonly Span[]>;
  /** As for spans: a page that is drawn on a server can't wait for them. */
  hopsAtHand(traceId: string): readonly ReceivedHop[] | undefined;
  loadHops(traceId: string): Promise<readonly ReceivedHop[]>;
  /** Undefined where a trace has no page of its own. */
  spanAddress(traceId: string, spanId: string): string | undefined;
  /** `/causes/orphan` → where that page is. */
  lessonAddress(path: string): string;
};

export const TraceSourceContext = createContext<TraceSource | undefined>(undefined);

export const useTraceSource = (): TraceSource => {
  const source = useContext(TraceSourceContext);
  if (source === undefined) throw new Error('What shows a span stands inside a TraceSourceContext.');
  return source;
};
