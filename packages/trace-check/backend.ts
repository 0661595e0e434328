// The backend a learner looks at: Jaeger, or the trace store. A check hands its spans on to it,
// so the very trace that was judged can be opened there.

import { request } from 'node:http';
import { encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import type { Hop } from './evidence.ts';
import { type CheckReport, LARGEST_REPORT } from './report/check-report.ts';

/** Where nothing listens the answer comes at once; a store that has a moment of work to do is waited for. */
const ANSWERS_WITHIN_MS = 2_000;

const CREATED = 201;

const readPort = (variable: string, usual: number): number => Number(process.env[variable]) || usual;

export type Backend = {
  traceUrl(traceId: string): string;
  take(spans: Span[], hops?: Hop[]): Promise<boolean>;
  /** The address of its page, where there is a place for it. */
  keep(report: CheckReport): Promise<string | undefined>;
};

const ask = (port: number, method: string, path: string, body?: string): Promise<number> =>
  new Promise(resolve => {
    const asked = request(
      {
        host: 'localhost',
        port,
        method,
        path,
        agent: false,
        timeout: ANSWERS_WITHIN_MS,
        headers:
          body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      answer => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(0));
    asked.end(body);
  });

/** The address of a report's page, where the backend has a place for it. */
export const keepReport = async (uiPort: number, report: CheckReport): Promise<string | undefined> => {
  const text = JSON.stringify(report);
  if (Buffer.byteLength(text) > LARGEST_REPORT) return undefined;
  // the store answers 201; Jaeger has no such address, whatever it answers
  const status = await ask(uiPort, 'POST', '/api/view/reports', text);
  return status === CREATED ? `http://localhost:${uiPort}/check/${report.lab}` : undefined;
};

/** Nothing, where no backend runs. */
export const findBackend = async (): Promise<Backend | undefined> => {
  const uiPort = readPort('UI_PORT', 16686);
  const otlpPort = readPort('OTLP_HTTP_PORT', 4318);
  if ((await ask(uiPort, 'GET', '/api/v3/services')) !== 200) return undefined;
  return {
    traceUrl: traceId => `http://localhost:${uiPort}/trace/${traceId}`,
    async take(spans, hops = []) {
      const taken = await ask(otlpPort, 'POST', '/v1/traces', JSON.stringify(encodeOtlpJson(spans)));
      // the store shows the headers that crossed; Jaeger has no place for them and refuses
      if (hops.length > 0) await ask(uiPort, 'POST', '/api/view/hops', JSON.stringify({ hops }));
      return taken === 200;
    },
    keep: report => keepReport(uiPort, report),
  };
};
