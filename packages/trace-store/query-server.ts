// The query side over HTTP: Jaeger's API, the store's own additions, and pages. Reading only.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { send, sendJson } from './http-answer.ts';
import { answerJaegerApi } from './jaeger-api.ts';
import { type LiveStream, liveStream } from './live.ts';
import type { LostMail, LostMailBox } from './lost-mail.ts';
import type { TraceStore } from './store.ts';
import { foreignSign, isLoopbackOrigin } from './this-machine-only.ts';
import { hopBox } from './view-api/hop-box.ts';
import { reportBox } from './view-api/report-box.ts';
import { type JudgeSaved, type ViewAnswer, viewApi } from './view-api/view-api.ts';
import { type PagePorts, type ViewPages, viewPages } from './view-pages.ts';

export type QueryServerOptions = {
  host?: string;
  /** 0 takes any free one. */
  port: number;
  store: TraceStore;
  lostMail: LostMailBox;
  /** For what the pages say and link to. */
  ports?: () => PagePorts;
  /** Who judges evidence that is imported. Without it, it brings its spans and headers only. */
  judgeSaved?: JudgeSaved;
};

export type QueryServer = { port: number; tell(mail: LostMail): void; close(): Promise<void> };

const nobodyJudges: JudgeSaved = async () => ({ why: 'This store has no checker beside it.' });

export async function startQueryServer(options: QueryServerOptions): Promise<QueryServer> {
  const { host = '127.0.0.1', port, store, lostMail } = options;
  const live = liveStream(store);
  const view = viewPages(options.ports);
  const api = viewApi({
    store,
    lostMail,
    hops: hopBox(),
    reports: reportBox(),
    judgeSaved: options.judgeSaved ?? nobodyJudges,
    announce: live.announce,
  });
  const server = createServer((request, response) => {
    answer(request, response, store, lostMail, live, view, api).catch((error: unknown) => {
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
    async close() {
      live.close();
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, api.close()]);
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  store: TraceStore,
  lostMail: LostMailBox,
  live: LiveStream,
  view: ViewPages,
  viewAnswers: ViewAnswer,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  const foreign = foreignSign(request.headers);
  if (foreign !== undefined) return send(request, response, 403, 'text/plain', `Refused: ${foreign}.\n`);
  const { origin } = request.headers;
  if (origin !== undefined && isLoopbackOrigin(origin)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
  }
  const url = URL.parse(`http://localhost${request.url}`);
  if (url === null) return send(request, response, 400, 'text/plain', 'The address cannot be read.\n');
  if (await viewAnswers.answer({ url, request, response })) return;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return send(request, response, 405, 'text/plain', 'Method Not Allowed\n');
  }
  if (await view.answer(url.pathname, request, response)) return;
  switch (url.pathname) {
    case '/health':
      return sendJson(request, response, 200, health(store, lostMail));
    case '/api/lost-mail':
      return sendJson(request, response, 200, { total: lostMail.total(), lostMail: lostMail.kept() });
    case '/api/live':
      live.join(response);
      return;
  }
  const api = await answerJaegerApi(url, store);
  if (api !== undefined)
    return sendJson(request, response, api.status, api.body, isSet(url.searchParams, 'prettyPrint'));
  if (await view.nothingHere(url.pathname, request, response)) return;
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
