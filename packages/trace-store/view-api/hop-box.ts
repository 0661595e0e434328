// A small place for requests as they were received, the oldest out first. Only the headers that carry a trace
// context are kept: the others may hold a password.

export type KeptHop = {
  service: string;
  /** Milliseconds since 1970. */
  at: number;
  method: string;
  /** Without what follows a question mark. */
  path: string;
  headers: Record<string, string>;
};

const MOST_HOPS = 5000;
const LONGEST_TEXT = 8192;
const CONTEXT_HEADER = /^(traceparent|tracestate|baggage|b3|x-b3-[a-z]+|uber-trace-id)$/;

export type HopBox = { add(hops: readonly KeptHop[]): void; of(traceId: string): KeptHop[] };

const markOf = ({ service, at, method, path, headers }: KeptHop): string =>
  JSON.stringify([service, at, method, path, headers]);

export const hopBox = (most = MOST_HOPS): HopBox => {
  const kept: KeptHop[] = [];
  return {
    add(hops) {
      // a file may be imported twice
      const marks = new Set(kept.map(markOf));
      const fresh = hops.slice(-most).filter(hop => !marks.has(markOf(hop)));
      kept.push(...fresh);
      if (kept.length > most) kept.splice(0, kept.length - most);
    },
    of: traceId => kept.filter(({ headers }) => headers.traceparent?.includes(traceId) === true),
  };
};

/** What was sent, as far as it is hops; undefined when it is something else. */
export const hopsFrom = (bytes: Uint8Array): KeptHop[] | undefined => {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  if (!isObject(body) || !Array.isArray(body.hops)) return undefined;
  return hopsIn(body.hops);
};

export const hopsIn = (list: readonly unknown[]): KeptHop[] => list.flatMap(hop => hopFrom(hop) ?? []);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '');

const hopFrom = (hop: unknown): KeptHop | undefined => {
  if (!isObject(hop) || !isObject(hop.headers)) return undefined;
  const headers = Object.fromEntries(
    Object.entries(hop.headers)
      .map(([name, value]) => [name.toLowerCase(), text(value)] as const)
      .filter(([name, value]) => value !== '' && CONTEXT_HEADER.test(name)),
  );
  if (headers.traceparent === undefined) return undefined;
  return {
    service: text(hop.service),
    at: typeof hop.at === 'number' ? hop.at : 0,
    method: text(hop.method),
    path: text(hop.url).split('?')[0] ?? '',
    headers,
  };
};
