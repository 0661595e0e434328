// The query side over HTTP: Jaeger's API, the store's own additions, and pages. Reading only.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { MalformedValue } from './go-values.ts';
import { answerJaegerApi } from './jaeger-api.ts';
import { type LiveStream, liveStream } from './live.ts';
import type { LostMail, LostMailBox } from './lost-mail.ts';
import { searchPage } from './pages/search-page.ts';
import { PAGE_POLICY } from './pages/shell.ts';
import { missingTracePage, tracePage } from './pages/trace-page.ts';
import { traceQueryLegacy } from './query-params.ts';
import type { TraceStore } from './store.ts';
import { foreignSign, isLoopbackOrigin } from './this-machine-only.ts';
import { summarize } from './trace-summary.ts';

export type QueryServerOptions = {
  host?: string;
  /** 0 takes any free one. */
  port: number;
  store: TraceStore;
  lostMail: LostMailBox;
};

export type QueryServer = { port: number; tell(mail: LostMail): void; close(): Promise<void> };

const pack = promisify(gzip);
/** Below this, packing costs more than it saves. */
const WORTH_PACKING = 4096;
const NEWEST_TRACES = 50;
const ALL_TIME_MICROS = { start: '0', end: String(Number.MAX_SAFE_INTEGER) };

export async function startQueryServer(options: QueryServerOptions): Promise<QueryServer> {
  const { host = '127.0.0.1', port, store, lostMail } = options;
  const live = liveStream(store);
  const server = createServer((request, response) => {
    answer(request, response, store, lostMail, live).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent)
        response.writeHead(500, { 'content-type': 'text/plain' }).end('The store failed.\n');
      else response.destroy();
    });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  server.off('error', reject);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    tell: live.tell,
    close() {
      live.close();
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  store: TraceStore,
  lostMail: LostMailBox,
  live: LiveStream,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  const foreign = foreignSign(request.headers);
  if (foreign !== undefined) return send(request, response, 403, 'text/plain', `Refused: ${foreign}.\n`);
  const { origin } = request.headers;
  if (origin !== undefined && isLoopbackOrigin(origin)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return send(request, response, 405, 'text/plain', 'Method Not Allowed\n');
  }
  const url = URL.parse(`http://localhost${request.url}`);
  if (url === null) return send(request, response, 400, 'text/plain', 'The address cannot be read.\n');
  switch (url.pathname) {
    case '/health':
      return json(request, response, 200, health(store, lostMail));
    case '/api/lost-mail':
      return json(request, response, 200, { total: lostMail.total(), lostMail: lostMail.kept() });
    case '/api/live':
      live.join(response);
      return;
    case '/':
    case '/search':
      return html(request, response, 200, search(url.searchParams, store, lostMail));
  }
  const trace = /^\/trace\/([0-9a-f]{1,32})$/i.exec(url.pathname)?.[1];
  if (trace !== undefined) {
    const traceId = trace.toLowerCase().padStart(32, '0');
    const spans = store.trace(traceId);
    if (spans === undefined) return html(request, response, 404, missingTracePage(traceId, lostMail.total()));
    return html(request, response, 200, tracePage(spans));
  }
  const api = await answerJaegerApi(url, store);
  if (api !== undefined)
    return json(request, response, api.status, api.body, isSet(url.searchParams, 'prettyPrint'));
  return send(request, response, 404, 'text/plain', '404 page not found\n');
}

const isSet = (params: URLSearchParams, name: string): boolean =>
  !['', 'false'].includes(params.get(name) ?? '');

const health = (store: TraceStore, lostMail: LostMailBox) => ({
  status: 'ok',
  ...store.counts(),
  kept: store.kept(),
  lostMail: lostMail.total(),
});

/** The search page takes the parameters of Jaeger's own, so a link works in both. */
function search(params: URLSearchParams, store: TraceStore, lostMail: LostMailBox): string {
  const filled = new URLSearchParams({ ...ALL_TIME_MICROS, limit: String(NEWEST_TRACES) });
  for (const [name, value] of params) if (value !== '') filled.set(name, value);
  let problem = '';
  let traces: ReturnType<TraceStore['find']> = [];
  try {
    traces = store.find(traceQueryLegacy(filled, BigInt(Date.now()) * 1_000_000n));
  } catch (error) {
    if (!(error instanceof MalformedValue)) throw error;
    problem = error.message;
  }
  return searchPage({
    services: store.catalog.services(),
    service: params.get('service') ?? '',
    tags: params.get('tags') ?? '',
    minDuration: params.get('minDuration') ?? '',
    problem,
    traces: traces.map(summarize),
    lostMail: lostMail.kept(),
    lostMailTotal: lostMail.total(),
  });
}

function html(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string,
): Promise<void> {
  response.setHeader('content-security-policy', PAGE_POLICY);
  return send(request, response, status, 'text/html; charset=utf-8', body);
}

function json(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: unknown,
  pretty = false,
): Promise<void> {
  return send(
    request,
    response,
    status,
    'application/json',
    JSON.stringify(body, undefined, pretty ? 4 : undefined),
  );
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
): Promise<void> {
  let body = Buffer.from(text);
  response.setHeader('cache-control', 'no-store');
  if (body.length >= WORTH_PACKING && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    body = await pack(body, { level: 1 });
    response.setHeader('content-encoding', 'gzip');
  }
  response.writeHead(status, { 'content-type': type, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}
