// POST /api/view/import: the text of one file in, its spans into the store.

import type { Span } from '#trace-model/span.ts';
import { sendJson } from '../http-answer.ts';
import { requestBody } from '../request-body.ts';
import type { TraceStore } from '../store.ts';
import { importedFrom, UnreadableFile } from './import-file.ts';
import { isSameOrigin, type ViewAnswer, type ViewDesk } from './view-api.ts';

/** 50,000 spans are about 50 MB of OTLP JSON. */
const LARGEST_FILE = 64 * 1024 * 1024;
/** About 10 ms of work. */
const SPANS_A_PIECE = 1000;
const NOTHING = new Uint8Array();

/** Trace by trace, with room between them for what services send meanwhile. */
const takeIn = async (traces: Span[][], store: TraceStore): Promise<void> => {
  let taken = 0;
  for (const spans of traces) {
    store.add(spans, { protocol: 'http/json', raw: NOTHING });
    taken += spans.length;
    if (taken < SPANS_A_PIECE) continue;
    taken = 0;
    await new Promise(resolve => setImmediate(resolve));
  }
};

export const importAnswer = ({ store }: ViewDesk): ViewAnswer => ({
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
      const { format, spans } = importedFrom(Buffer.from(body.bytes).toString('utf8'));
      const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
      await takeIn([...byTrace.values()], store);
      const traces = Array.from(byTrace, ([traceId, { length }]) => ({ traceId, spans: length }));
      await sendJson(request, response, 200, { format, spans: spans.length, traces });
      return true;
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      return refuse(400, error.message);
    }
  },
});
