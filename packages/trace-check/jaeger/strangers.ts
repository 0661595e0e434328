// For tests: what may listen where a Jaeger was expected, on real sockets.

import { createServer as createHttpServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { lostMailBox } from '#trace-store/lost-mail.ts';
import { startQueryServer } from '#trace-store/query-server.ts';
import { openStore, type TraceStore } from '#trace-store/store.ts';

const listen = async (context: TestContext, server: Server): Promise<number> => {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  context.after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

const address = (port: number): string => `http://127.0.0.1:${port}`;

export const webServer = async (context: TestContext, answer: RequestListener): Promise<string> =>
  address(await listen(context, createHttpServer(answer)));

/** Every address gives this text. */
export const saying = (context: TestContext, type: string, text: string, status = 200): Promise<string> =>
  webServer(context, (_request, response) => response.writeHead(status, { 'content-type': type }).end(text));

/** Takes connections and does this with each. */
export const socketThat = async (context: TestContext, does: (socket: Socket) => void): Promise<string> =>
  address(await listen(context, createServer(does)));

/** Speaks TLS alone; a handshake is never reached, so it needs no certificate. */
export const tlsServer = async (context: TestContext): Promise<string> =>
  address(await listen(context, createTlsServer({})));

/** A port that was free a moment ago. */
export const nobody = async (): Promise<string> => {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  await new Promise<void>(done => server.close(() => done()));
  return address(port);
};

export type Desk = { base: string; store: TraceStore };

/** The trace store: it answers every API that any Jaeger of the last years has. */
export const traceStore = async (context: TestContext): Promise<Desk> => {
  const store = openStore();
  const server = await startQueryServer({ port: 0, store, lostMail: lostMailBox() });
  context.after(async () => {
    await server.close();
    store.close();
  });
  return { base: address(server.port), store };
};

/** What another server answers; a test that has ended asks for no more. */
export const passOn = (address: string, response: ServerResponse): void => {
  fetch(address)
    .then(async answer =>
      response
        .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
        .end(await answer.text()),
    )
    .catch(() => response.destroy());
};

/**
 * The store, with only some of its addresses: Jaegers of other years, as far as addresses go. What is not
 * there gives the page of the application, as Jaeger does.
 */
export const onlyPart = (
  context: TestContext,
  base: string,
  has: (path: string) => boolean,
  page = '<title>Jaeger UI</title>',
): Promise<string> =>
  webServer(context, (request, response) => {
    const path = request.url ?? '/';
    if (!has(path)) return void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    passOn(`${base}${path}`, response);
  });
