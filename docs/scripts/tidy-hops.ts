// The requests of one trace as its services received them, fit for a lesson: only the headers that carry a trace
// context, and nothing of the machine. The headers stay as they are, so their ids are those of the spans. Pure.

export type CapturedHop = {
  service: string;
  /** Milliseconds since 1970. */
  at: number;
  method: string;
  url: string;
  headers: Record<string, string>;
};

export type LessonHop = Omit<CapturedHop, 'at' | 'url'> & { path: string };

const CONTEXT_HEADERS = ['traceparent', 'tracestate', 'baggage'];

export const tidyHops = (hops: readonly CapturedHop[], traceId: string): LessonHop[] =>
  hops
    .filter(({ headers }) => headers.traceparent?.split('-')[1] === traceId)
    .toSorted((a, b) => a.at - b.at)
    .map(({ service, method, url, headers }) => ({
      service,
      method,
      path: url.split('?')[0] ?? '',
      headers: Object.fromEntries(
        CONTEXT_HEADERS.flatMap(name => (headers[name] === undefined ? [] : [[name, headers[name]]])),
      ),
    }));
