// Answers of the query side: packed where that pays, never kept by the browser.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);
/** Below this, packing costs more than it saves. */
const WORTH_PACKING = 4096;

export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  content: string | Uint8Array,
): Promise<void> {
  let body: Uint8Array = typeof content === 'string' ? Buffer.from(content) : content;
  response.setHeader('cache-control', 'no-store');
  if (body.length >= WORTH_PACKING && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    body = await pack(body, { level: 1 });
    response.setHeader('content-encoding', 'gzip');
  }
  response.writeHead(status, { 'content-type': type, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

export function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: unknown,
  pretty = false,
): Promise<void> {
  const text = JSON.stringify(body, undefined, pretty ? 4 : undefined);
  return send(request, response, status, 'application/json', text);
}
