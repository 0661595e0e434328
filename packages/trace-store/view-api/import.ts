// POST /api/view/import: the text of one file in, its spans into the store. Evidence of a check brings along the
// headers that crossed, and its report.

import type { Span } from '#trace-model/span.ts';
import { sendJson } from '../http-answer.ts';
import { requestBody } from '../request-body.ts';
import type { TraceStore } from '../store.ts';
import type { KeptHop } from './hop-box.ts';
import { importedFrom, UnreadableFile } from './import-file.ts';
import { isSameOrigin, type ViewAnswer, type ViewDesk } from './view-api.ts';

/** 50,000 spans are about 50 MB of OTLP JSON. */
const LARGEST_FILE = 64 * 1024 * 1024;
/** About 10 ms of work. */
const SPANS_A_PIECE = 1000;
const NOTHING = new Uint8Array();

/** Jaeger's JSON has no nanoseconds and no flags: the same span may come back a little poorer. */
const markOf = ({ spanId, name, startNano }: Span): string => `${spanId} ${startNano / 1000n} ${name}`;

const notYetHere = (spans: Span[], store: TraceStore): Span[] => {
  const here = store.trace(spans[0]?.traceId ?? '');
  if (here === undefined) return spans;
  const marks = new Set(here.map(markOf));
  return spans.filter(span => !marks.has(markOf(span)));
};

/** Trace by trace, with room between them for what services send meanwhile. Answers how many spans were new. */
const takeIn = async (traces: Span[][], store: TraceStore): Promise<number> => {
  let fresh = 0;
  let taken = 0;
  for (const given of traces) {
    const spans = notYetHere(given, store);
    if (spans.length > 0) store.add(spans, { protocol: 'http/json', raw: NOTHING });
    fresh += spans.length;
    taken += given.length;
    if (taken < SPANS_A_PIECE) continue;
    taken = 0;
    await new Promise(resolve => setImmediate(resolve));
  }
  return fresh;
};

/** What evidence has besides spans, in the words of the answer. */
const takeEvidence = async (
  text: string,
  kept: readonly KeptHop[],
  { hops, reports, announce, judgeSaved }: ViewDesk,
): Promise<{ hops: number; report?: string; noReport?: string }> => {
  hops.add(kept);
  const judged = await judgeSaved(text);
  if ('why' in judged) return { hops: kept.length, noReport: judged.why };
  reports.add(judged.report);
  announce('check-report', { lab: judged.report.lab });
  return { hops: kept.length, report: judged.report.lab };
};

export const importAnswer = (desk: ViewDesk): ViewAnswer => ({
  async answer({ url, request, response }) {
    if (url.pathname !== '/api/view/import') return false;
    const refuse = async (status: number, error: string): Promise<true> => {
      // a browser that still sends is told at once
      if (status === 413) response.setHeader('connection', 'close');
      await sendJson(request, response, status, { error });
      return true;
    };
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return refuse(405, 'a file is sent with POST');
    }
    if (!isSameOrigin(request)) return refuse(403, 'only a page of this store may import');
    const body = await requestBody(request, LARGEST_FILE);
    if (!body.ok)
      return refuse(
        body.status,
        body.status === 413 ? `the file is larger than ${LARGEST_FILE / 1024 / 1024} MB` : body.detail,
      );
    try {
      const text = Buffer.from(body.bytes).toString('utf8');
      const imported = importedFrom(text);
      const { format, spans } = imported;
      const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
      const fresh = await takeIn([...byTrace.values()], desk.store);
      const traces = Array.from(byTrace, ([traceId, { length }]) => ({ traceId, spans: length }));
      const more = imported.format === 'evidence' ? await takeEvidence(text, imported.hops, desk) : {};
      await sendJson(request, response, 200, { format, spans: spans.length, fresh, traces, ...more });
      return true;
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      return refuse(400, error.message);
    }
  },
});
