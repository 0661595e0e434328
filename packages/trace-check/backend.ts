// The backend a learner looks at: Jaeger, or the trace store. A check hands its spans on to it,
// so the very trace that was judged can be opened there.

import { encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import type { Hop } from './evidence.ts';
import { type Answer, ask, isObject } from './jaeger/ask.ts';
import { describeServer, recognize } from './jaeger/recognize.ts';
import { type CheckReport, LARGEST_REPORT } from './report/check-report.ts';

/** Where nothing listens the answer comes at once; a store that has a moment of work to do is waited for. */
const ANSWERS_WITHIN_MS = 2_000;

const OK = 200;
const CREATED = 201;
const SHOWN_OF_ANSWER = 160;

const readPort = (variable: string, usual: number): number => Number(process.env[variable]) || usual;

/** Nothing, or why the spans are not there. */
export type NotTaken = string | undefined;

export type Backend = {
  /** `Jaeger 2.13.0`, `the workshop's trace store` */
  name: string;
  base: string;
  isJaeger: boolean;
  traceUrl(traceId: string): string;
  take(spans: Span[], hops?: Hop[]): Promise<NotTaken>;
  /** The address of its page, where there is a place for it. */
  keep(report: CheckReport): Promise<string | undefined>;
};

const post = (port: number, path: string, body: string): Promise<Answer> =>
  ask(`http://localhost:${port}${path}`, { within: ANSWERS_WITHIN_MS, method: 'POST', body });

/** The address of a report's page, where the backend has a place for it. */
export const keepReport = async (uiPort: number, report: CheckReport): Promise<string | undefined> => {
  const text = JSON.stringify(report);
  if (Buffer.byteLength(text) > LARGEST_REPORT) return undefined;
  // the store answers 201; Jaeger has no such address, whatever it answers
  const answer = await post(uiPort, '/api/view/reports', text);
  return answer.kind !== 'silence' && answer.status === CREATED
    ? `http://localhost:${uiPort}/check/${report.lab}`
    : undefined;
};

const saidIn = (answer: Exclude<Answer, { kind: 'silence' }>): string => {
  const text =
    answer.kind === 'text'
      ? answer.text
      : isObject(answer.body) && typeof answer.body.message === 'string'
        ? answer.body.message
        : '';
  const words = text.replace(/\s+/g, ' ').trim().slice(0, SHOWN_OF_ANSWER);
  return words === '' ? '' : `: "${words}"`;
};

const SILENT = {
  refused: 'nothing listens there',
  'no-answer': `no answer came within ${ANSWERS_WITHIN_MS / 1000} s`,
} as const;

/** OTLP answers 200 also when it took some of the spans alone. */
export const whyNotTaken = (answer: Answer, port: number): NotTaken => {
  const at = `port ${port} (OTLP over HTTP)`;
  if (answer.kind === 'silence') {
    const why = answer.why === 'refused' || answer.why === 'no-answer' ? SILENT[answer.why] : answer.code;
    return `${at}: ${why}`;
  }
  if (answer.status !== OK) return `${at} answered ${answer.status}${saidIn(answer)}`;
  const partial = answer.kind === 'json' && isObject(answer.body) ? answer.body.partialSuccess : undefined;
  const rejected = isObject(partial) ? Number(partial.rejectedSpans ?? 0) : 0;
  return rejected > 0 ? `${at} refused ${rejected} of the spans` : undefined;
};

/** Nothing, where no backend runs. */
export const findBackend = async (): Promise<Backend | undefined> => {
  const uiPort = readPort('UI_PORT', 16686);
  const otlpPort = readPort('OTLP_HTTP_PORT', 4318);
  const base = `http://localhost:${uiPort}`;
  const server = await recognize(base, ANSWERS_WITHIN_MS);
  if (server.is !== 'store' && server.is !== 'jaeger') return undefined;
  return {
    name: describeServer(server),
    base,
    isJaeger: server.is === 'jaeger',
    traceUrl: traceId => `${base}/trace/${traceId}`,
    async take(spans, hops = []) {
      const taken = await post(otlpPort, '/v1/traces', JSON.stringify(encodeOtlpJson(spans)));
      // the store shows the headers that crossed; Jaeger has no place for them
      if (hops.length > 0 && server.is === 'store')
        await post(uiPort, '/api/view/hops', JSON.stringify({ hops }));
      return whyNotTaken(taken, otlpPort);
    },
    keep: async report => (server.is === 'store' ? keepReport(uiPort, report) : undefined),
  };
};
