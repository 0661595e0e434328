// The doors for OTLP, over HTTP and over gRPC, each on its port, in whichever process asks.

import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { lost, type Recipient } from './delivery.ts';
import { openDoor, reportBrokenRequests } from './door.ts';
import { answerOtlpHttp, envelopeOf, isThrift, thriftRefusal } from './otlp-http.ts';
import { requestBody } from './request-body.ts';

export type { OtherSignal, Protocol, Recipient, Sender } from './delivery.ts';
export type { LostMail, LostMailReason } from './lost-mail.ts';

/** A port 0 takes any free one. */
export type ReceiverOptions = Recipient & { host?: string; httpPort: number; grpcPort: number };

export type Receivers = { httpPort: number; grpcPort: number; close(): Promise<void> };

/** Rejects with the `EADDRINUSE` of Node, which names the port, when a port is taken. */
export async function startReceivers(options: ReceiverOptions): Promise<Receivers> {
  const { host = '127.0.0.1', httpPort, grpcPort } = options;
  const http = await openDoor('http', host, httpPort, otlpHttpServer(options), options);
  try {
    const grpc = await openDoor('grpc', host, grpcPort, misdirectedHttpServer(options), options);
    const close = async (): Promise<void> => {
      await Promise.all([http.close(), grpc.close()]);
    };
    return { httpPort: http.port, grpcPort: grpc.port, close };
  } catch (error) {
    await http.close();
    throw error;
  }
}

function otlpHttpServer(to: Recipient): HttpServer {
  const server = createHttpServer((request, response) => {
    answerOtlpHttp(request, response, to).catch((error: unknown) => {
      // A defect of ours, or of what takes the spans: the sender hears of it and the door stays open.
      console.error(error);
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
    });
  });
  reportBrokenRequests(server, 'http', to);
  return server;
}

/** HTTP/1 at the gRPC port: heard to the end, answered in words, reported. */
function misdirectedHttpServer(to: Recipient): HttpServer {
  const server = createHttpServer(async (request, response) => {
    const body = await requestBody(request);
    const envelope = { ...envelopeOf(request, 'grpc'), bytes: body.received };
    const visit = request.method === 'GET' || request.method === 'HEAD';
    const thrift = isThrift(envelope.contentType) ? thriftRefusal(envelope.path, 'grpc') : undefined;
    const detail =
      thrift?.detail ?? `HTTP/1.1 ${envelope.method} ${envelope.path} came to the port for OTLP over gRPC`;
    to.onLostMail(lost(envelope, thrift?.reason ?? (visit ? 'probe' : 'http-to-grpc-port'), detail));
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end(`${detail}. OTLP over HTTP goes to POST /v1/traces, at port 4318 unless it was moved.\n`);
  });
  reportBrokenRequests(server, 'grpc', to);
  return server;
}
