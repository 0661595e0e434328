// Trace context as it crossed, where somebody watched: a check hands on what its services received.
//   POST /api/view/hops              { "hops": [{ service, at, method, url, headers }] }
//   GET  /api/view/traces/<id>/hops  those whose headers name the trace

import { sendJson } from '../http-answer.ts';
import { requestBody } from '../request-body.ts';
import { hopsFrom } from './hop-box.ts';
import { isSameOrigin, type ViewAnswer, type ViewDesk } from './view-api.ts';

const LARGEST = 4 * 1024 * 1024;
const OF_TRACE = /^\/api\/view\/traces\/([0-9a-f]{1,32})\/hops$/i;

export const hopsAnswer = ({ hops: box }: ViewDesk): ViewAnswer => {
  return {
    async answer({ url, request, response }) {
      const traceId = OF_TRACE.exec(url.pathname)?.[1];
      if (traceId !== undefined && (request.method === 'GET' || request.method === 'HEAD')) {
        await sendJson(request, response, 200, { hops: box.of(traceId.toLowerCase().padStart(32, '0')) });
        return true;
      }
      if (url.pathname !== '/api/view/hops' || request.method !== 'POST') return false;
      if (!isSameOrigin(request)) {
        await sendJson(request, response, 403, {
          error: 'A page of another port may not send headers here.',
        });
        return true;
      }
      const body = await requestBody(request, LARGEST);
      const hops = body.ok ? hopsFrom(body.bytes) : undefined;
      if (hops === undefined) {
        const error = body.ok ? 'The body is not { "hops": [ … ] }.' : body.detail;
        await sendJson(request, response, body.ok ? 400 : body.status, { error });
        return true;
      }
      box.add(hops);
      await sendJson(request, response, 200, { kept: hops.length });
      return true;
    },
  };
};
