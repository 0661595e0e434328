// POST /api/view/sql { "sql": "SELECT …" }: rows, or what is wrong with the query and where.
// GET /api/view/sql: how far the reading of the store is, for who waits. It begins the reading: a page that shows
// the form asks this first, and by the time a query is typed the spans are read.

import { sendJson } from '../http-answer.ts';
import { requestBody } from '../request-body.ts';
import { sqlCopy } from './sql-copy.ts';
import { isSameOrigin, type ViewAnswer, type ViewDesk } from './view-api.ts';

const LARGEST_QUESTION = 200_000;

export const sqlAnswer = ({ store }: ViewDesk): ViewAnswer => {
  const copy = sqlCopy(store);
  return {
    async answer({ url, request, response }) {
      if (url.pathname !== '/api/view/sql') return false;
      if (request.method === 'GET' || request.method === 'HEAD') {
        copy.warm();
        await sendJson(request, response, 200, copy.progress());
        return true;
      }
      const refuse = async (status: number, message: string): Promise<true> => {
        await sendJson(request, response, status, { ok: false, message });
        return true;
      };
      if (request.method !== 'POST') {
        response.setHeader('allow', 'GET, HEAD, POST');
        return refuse(405, 'A query is sent with POST.');
      }
      if (!isSameOrigin(request)) return refuse(403, 'Only a page of this store may ask.');
      const body = await requestBody(request, LARGEST_QUESTION);
      if (!body.ok) return refuse(body.status, body.detail);
      const sql = queryIn(Buffer.from(body.bytes).toString('utf8'));
      if (sql === undefined) return refuse(400, 'The body must be JSON: { "sql": "SELECT …" }.');
      // a wrong query is an answer too: a browser would call any other status a fault of the page
      const nobodyWaits = new AbortController();
      response.once('close', () => nobodyWaits.abort());
      const outcome = await copy.run(sql, nobodyWaits.signal);
      if (!response.destroyed) await sendJson(request, response, 200, outcome);
      return true;
    },
    close: copy.close,
  };
};

const queryIn = (text: string): string | undefined => {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || !('sql' in body)) return undefined;
    return typeof body.sql === 'string' ? body.sql : undefined;
  } catch {
    return undefined;
  }
};
