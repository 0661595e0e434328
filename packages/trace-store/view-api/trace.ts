// What the trace page asks for:
//   GET /api/view/traces/<id>                  the trace as packed columns; small ones with their attributes
//   GET /api/view/traces/<id>/attributes       the attributes of a big one; ?spans= as many as the columns had
//   GET /api/view/traces/<id>/spans/<span id>  one span as OTLP JSON, with its resource and scope

import type { ServerResponse } from 'node:http';
import { encodeOtlpJson } from '#trace-model/otlp.ts';
import { packAttributes, packTrace } from '#trace-view/columns/packed.ts';
import { sendJson } from '../http-answer.ts';
import type { TraceStore } from '../store.ts';
import { columnsOfBodies } from './trace-columns.ts';
import type { ViewAnswer, ViewDesk } from './view-api.ts';

/** Up to here attributes add less than 10 ms to the first answer. */
const SPANS_WITH_ATTRIBUTES = 2000;

/** Spans as they came, those that came twice counted twice. */
const ARRIVED = 'x-spans-arrived';

const ADDRESS = /^\/api\/view\/traces\/([0-9a-f]{1,32})(?:\/(attributes)|\/spans\/([0-9a-f]{1,16}))?$/i;

export const traceAnswer = ({ store, lostMail }: ViewDesk): ViewAnswer => ({
  async answer({ url, request, response }) {
    const found = ADDRESS.exec(url.pathname);
    if (found === null) return false;
    const [, id = '', attributes, spanId] = found;
    const traceId = id.toLowerCase().padStart(32, '0');
    const kept = store.bodies(traceId);
    if (kept === undefined) {
      const { traces } = store.counts();
      await sendJson(request, response, 404, {
        error: 'There is no such trace.',
        traces,
        lostMail: lostMail.total(),
      });
    } else if (spanId !== undefined) {
      const span = oneSpan(store, traceId, spanId);
      if (span === undefined) await sendJson(request, response, 404, { error: 'There is no such span.' });
      else await sendJson(request, response, 200, span);
    } else if (request.method === 'HEAD') {
      // a page that shows this trace asks whether there is more of it
      response.writeHead(200, { [ARRIVED]: kept.spans }).end();
    } else {
      response.setHeader(ARRIVED, kept.spans);
      const atMost = Number(url.searchParams.get('spans') ?? Number.POSITIVE_INFINITY);
      const withAttributes = attributes !== undefined || kept.spans <= SPANS_WITH_ATTRIBUTES;
      const columns = columnsOfBodies({
        traceId,
        bodies: kept.bodies,
        capacity: kept.spans,
        withAttributes,
        atMost,
      });
      if (attributes === undefined) sendBytes(response, packTrace(columns));
      else if (columns.attributes) sendBytes(response, packAttributes(columns.attributes));
    }
    return true;
  },
});

/** Not packed with gzip: that takes longer than sending it to the same machine. */
const sendBytes = (response: ServerResponse, bytes: Uint8Array): void => {
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
};

/** All that have the id: two that collided are both shown. */
const oneSpan = (store: TraceStore, traceId: string, spanId: string): unknown => {
  const id = spanId.toLowerCase().padStart(16, '0');
  const spans = store.trace(traceId)?.filter(span => span.spanId === id) ?? [];
  return spans.length === 0 ? undefined : encodeOtlpJson(spans);
};
