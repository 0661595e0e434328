// Reads traces from a Jaeger or the trace store, by whichever API it has. It finds out once which that is.

import { decodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { type Answer, ask, isObject } from './ask.ts';
import { JaegerError } from './jaeger-error.ts';
import { decodeOlderTraces } from './older-traces.ts';
import { complaintAbout, describeServer, recognize, type Server } from './recognize.ts';

export type TraceSearch = {
  service: string;
  sinceMs: number;
  untilMs: number;
  attributes?: Record<string, string>;
  /** No more traces than this; the newest are kept. */
  most: number;
};

export type Found = {
  spans: Span[];
  /** There may be more than were asked for. */
  full: boolean;
};

export type JaegerClient = {
  base: string;
  name: string;
  server: Extract<Server, { is: 'store' | 'jaeger' }>;
  services(): Promise<string[]>;
  find(search: TraceSearch): Promise<Found>;
  traceUrl(traceId: string): string;
};

/** Servers refuse a search for more traces than they keep, in these words. */
const TOO_DEEP = /search depth/i;

const messageIn = (answer: Answer): string => {
  if (answer.kind === 'silence') return answer.code;
  if (answer.kind === 'text') return answer.text.slice(0, 200);
  const { body } = answer;
  if (isObject(body) && isObject(body.error) && typeof body.error.message === 'string')
    return body.error.message;
  const [first] = isObject(body) && Array.isArray(body.errors) ? body.errors : [];
  return isObject(first) && typeof first.msg === 'string' ? first.msg : '';
};

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(one => typeof one === 'string') : [];

const countTraces = (spans: Span[]): number => new Set(spans.map(span => span.traceId)).size;

const attributeMatches = (spans: Span[], wanted: Record<string, string>): boolean =>
  spans.some(span =>
    Object.entries(wanted).every(([key, value]) => {
      const held = span.attributes[key];
      return held?.type === 'string' && held.value === value;
    }),
  );

/** Where the server can't search by attributes, the traces it gives are looked through here. */
const withAttributes = (spans: Span[], wanted: Record<string, string>): Span[] => {
  const traces = Map.groupBy(spans, span => span.traceId);
  return [...traces.values()].filter(trace => attributeMatches(trace, wanted)).flat();
};

const v3Address = ({ service, sinceMs, untilMs, attributes }: TraceSearch, most: number): string => {
  const since = new Date(sinceMs).toISOString();
  const until = new Date(untilMs).toISOString();
  const depth = String(most);
  // up to 2.13 and for some time after, Jaeger knew the names with underscores alone; each takes its own
  return `/api/v3/traces?${new URLSearchParams({
    'query.serviceName': service,
    'query.service_name': service,
    'query.startTimeMin': since,
    'query.start_time_min': since,
    'query.startTimeMax': until,
    'query.start_time_max': until,
    'query.searchDepth': depth,
    'query.num_traces': depth,
    // as they were sent: times put right for a skewed clock are not the learner's
    'query.rawTraces': 'true',
    'query.raw_traces': 'true',
    ...(attributes ? { 'query.attributes': JSON.stringify(attributes) } : {}),
  })}`;
};

const olderAddress = ({ service, sinceMs, untilMs, attributes }: TraceSearch, most: number): string =>
  `/api/traces?${new URLSearchParams({
    service,
    start: String(Math.floor(sinceMs * 1000)),
    end: String(Math.ceil(untilMs * 1000)),
    limit: String(most),
    raw: 'true',
    ...(attributes ? { tags: JSON.stringify(attributes) } : {}),
  })}`;

export const openJaeger = async (base: string): Promise<JaegerClient> => {
  const server = await recognize(base);
  if (server.is === 'nobody' || server.is === 'other')
    throw new JaegerError(complaintAbout(server, base) ?? `${base} is not Jaeger.`, {
      passing: server.is === 'nobody',
    });
  const name = describeServer(server);
  const v3 = server.is === 'store' || server.v3;
  const older = server.is === 'store' || server.older;
  const byAttributes = server.is === 'store' || server.attributes;
  /** What this server is ready to search at once. */
  let deepest = Number.POSITIVE_INFINITY;

  const read = async (path: string): Promise<Answer> => {
    const answer = await ask(`${base}${path}`);
    if (answer.kind === 'silence') {
      const why = complaintAbout({ is: 'nobody', why: answer.why, code: answer.code }, base);
      throw new JaegerError(why ?? `${base} does not answer.`, { passing: true });
    }
    return answer;
  };

  const refused = (answer: Answer, path: string): JaegerError => {
    const status = answer.kind === 'silence' ? 0 : answer.status;
    const said = messageIn(answer).replace(/\s+/g, ' ').trim();
    return new JaegerError(
      `${name} at ${base} answered ${status} to ${path.split('?')[0]}${said ? `: "${said}"` : ''}. ${
        status >= 500
          ? 'It is overloaded, or its storage is in trouble: look at its log (docker compose logs jaeger), and check again.'
          : 'Look at the address: another program, such as a proxy, may answer there.'
      }`,
      { passing: status >= 500 || status === 429 },
    );
  };

  const search = async (asked: TraceSearch): Promise<Found> => {
    const most = Math.min(asked.most, deepest);
    const { attributes, ...withoutAttributes } = asked;
    const useV3 = v3 && (attributes === undefined || byAttributes || !older);
    const path = useV3
      ? v3Address(byAttributes ? asked : withoutAttributes, most)
      : olderAddress(asked, most);
    const answer = await read(path);
    if (answer.kind === 'json' && answer.status === 404) return { spans: [], full: false };
    if (answer.kind !== 'json' || answer.status !== 200) {
      if (TOO_DEEP.test(messageIn(answer)) && most > 1) {
        deepest = Math.floor(most / 2);
        return search(asked);
      }
      throw refused(answer, path);
    }
    const { body } = answer;
    const spans =
      useV3 && isObject(body) && isObject(body.result)
        ? decodeOtlpJson(body.result)
        : decodeOlderTraces(body);
    return {
      spans: attributes === undefined ? spans : withAttributes(spans, attributes),
      full: countTraces(spans) >= most,
    };
  };

  return {
    base,
    name,
    server,
    async services() {
      const path = v3 ? '/api/v3/services' : '/api/services';
      const answer = await read(path);
      if (answer.kind !== 'json' || answer.status !== 200 || !isObject(answer.body))
        throw refused(answer, path);
      return textsIn(v3 ? answer.body.services : answer.body.data);
    },
    find: search,
    traceUrl: traceId => `${base}/trace/${traceId}`,
  };
};
