// GET /api/view/export/<id>?as=otlp|jaeger: one trace as a file, in the form that other tools take in.

import { encodeOtlpJson } from '#trace-model/otlp.ts';
import { MalformedValue, traceIdFrom } from '../go-values.ts';
import { send, sendJson } from '../http-answer.ts';
import { jaegerTrace } from '../jaeger-trace.ts';
import type { ViewAnswer, ViewDesk } from './view-api.ts';

const idFrom = (text: string): string | undefined => {
  try {
    return traceIdFrom(text);
  } catch (error) {
    if (error instanceof MalformedValue) return undefined;
    throw error;
  }
};

export const exportAnswer = ({ store }: ViewDesk): ViewAnswer => ({
  async answer({ url, request, response }) {
    const given = /^\/api\/view\/export\/(\w+)$/.exec(url.pathname)?.[1];
    if (given === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const traceId = idFrom(given);
    const spans = traceId === undefined ? undefined : store.trace(traceId);
    if (spans === undefined) {
      await sendJson(request, response, 404, { error: `there is no trace ${given}` });
      return true;
    }
    const jaeger = url.searchParams.get('as') === 'jaeger';
    const body = jaeger ? { data: [jaegerTrace(spans)] } : encodeOtlpJson(spans);
    const name = `trace-${traceId}.${jaeger ? 'jaeger' : 'otlp'}.json`;
    response.setHeader('content-disposition', `attachment; filename="${name}"`);
    await send(request, response, 200, 'application/json', `${JSON.stringify(body, undefined, 1)}\n`);
    return true;
  },
});
