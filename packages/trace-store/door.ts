// A port that takes telemetry over TCP. Each connection's first bytes are looked at, so that what came to the
// wrong door can be named.

import type { Server as HttpServer } from 'node:http';
import type { Http2Server } from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { lost, type Recipient } from './delivery.ts';
import { onFirstBytes } from './first-bytes.ts';
import type { LostMailReason, TcpDoor } from './lost-mail.ts';

export type Door = { port: number; close(): Promise<void> };

/** Rejects with the `EADDRINUSE` of Node, which names the port, when the port is taken. */
export async function openDoor(
  kind: TcpDoor,
  host: string,
  port: number,
  http1: HttpServer,
  to: Recipient,
): Promise<Door> {
  const sockets = new Set<Socket>();
  let http2: Promise<Http2Server> | undefined;
  const loadHttp2 = async (): Promise<Http2Server> => {
    const { otlpGrpcServer } = await import('./otlp-grpc.ts');
    return otlpGrpcServer(kind, to);
  };
  const server = createServer(socket => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    onFirstBytes(socket, speech => {
      switch (speech) {
        case 'http/1':
          http1.emit('connection', socket);
          socket.resume();
          return;
        case 'http/2':
          http2 ??= loadHttp2();
          void http2.then(ready => ready.emit('connection', socket));
          return;
        case 'tls':
          turnAway(
            socket,
            kind,
            'tls-to-plain-port',
            'https:// was used, and this port speaks plain http://',
            to,
          );
          return;
        case 'other':
          turnAway(socket, kind, 'not-http', 'the connection does not begin as HTTP', to);
      }
    });
  });
  await listening(server, port, host);
  return {
    port: portOf(server),
    close: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      return promise;
    },
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, () => {
    server.off('error', reject);
    resolve();
  });
  return promise;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function turnAway(
  socket: Socket,
  port: TcpDoor,
  reason: LostMailReason,
  detail: string,
  to: Recipient,
): void {
  const envelope = { port, bytes: socket.readableLength, remotePort: socket.remotePort ?? 0 };
  to.onLostMail(lost(envelope, reason, detail));
  socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  socket.resume();
}

/** What Node's own HTTP parser refuses, such as headers over 16 kB, never becomes a request. */
export function reportBrokenRequests(server: HttpServer, port: TcpDoor, to: Recipient): void {
  server.on('clientError', (error: Error & { code?: string; bytesParsed?: number }, stream) => {
    const remotePort =
      'remotePort' in stream && typeof stream.remotePort === 'number' ? stream.remotePort : 0;
    const detail = `the connection cannot be read as HTTP: ${error.message}`;
    // A sender that goes away: between two requests nothing is lost, within one its handler reports it.
    if (error.code !== 'ECONNRESET' && error.code !== 'HPE_INVALID_EOF_STATE') {
      to.onLostMail(lost({ port, bytes: error.bytesParsed ?? 0, remotePort }, 'not-http', detail));
    }
    if (stream.writable) stream.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
    else stream.destroy();
  });
}
