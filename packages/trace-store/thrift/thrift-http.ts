// POST /api/traces: Jaeger's batch over HTTP, as Jaeger's own collector takes it on port 14268. Statuses are its
// statuses; what it says in one line about a body it can't read is said here, and kept as lost mail.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { encodeOtlpProtobuf, UnreadableBody } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { deliver, lost, type Recipient } from '../delivery.ts';
import { reportBrokenRequests } from '../door.ts';
import type { LostMailReason } from '../lost-mail.ts';
import { envelopeOf, isThrift, mediaType } from '../otlp-http.ts';
import { requestBody } from '../request-body.ts';
import { foreignSign } from '../this-machine-only.ts';
import { binaryReader } from './binary-reader.ts';
import { readBatch } from './jaeger-batch.ts';
import { spansOf } from './jaeger-spans.ts';

const PATH = '/api/traces';
const OTLP_TYPES = new Set(['application/x-protobuf', 'application/protobuf', 'application/json']);

type Refusal = { status: number; reason: LostMailReason; detail: string };

export function thriftHttpServer(to: Recipient): Server {
  const server = createServer((request, response) => {
    answerThrift(request, response, to).catch((error: unknown) => {
      // a defect of ours, or of what takes the spans: the sender hears of it and the door stays open
      console.error(error);
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
    });
  });
  reportBrokenRequests(server, 'thrift-http', to);
  return server;
}

async function answerThrift(
  request: IncomingMessage,
  response: ServerResponse,
  to: Recipient,
): Promise<void> {
  const envelope = envelopeOf(request, 'thrift-http');
  const foreign = foreignSign(request.headers);
  const body = await requestBody(request);
  const refuse = ({ status, reason, detail }: Refusal): void => {
    to.onLostMail(lost({ ...envelope, bytes: body.received }, reason, detail));
    answer(response, status, `${detail}\n`);
  };
  if (foreign !== undefined) return refuse({ status: 403, reason: 'not-from-this-machine', detail: foreign });
  const misdirected = misdirection(envelope.method, envelope.path, envelope.contentType);
  if (misdirected !== undefined) return refuse(misdirected);
  if (!body.ok) return refuse(body);
  const spans = decode(body.bytes);
  if ('reason' in spans) return refuse(spans);
  const from = {
    protocol: 'thrift' as const,
    remotePort: envelope.remotePort,
    userAgent: envelope.userAgent ?? '',
    raw: encodeOtlpProtobuf(spans),
  };
  deliver(spans, from, { ...envelope, bytes: body.received }, to);
  if (!response.destroyed) response.writeHead(202, { 'content-length': 0 }).end();
}

function decode(body: Uint8Array): Span[] | Refusal {
  try {
    return spansOf(readBatch(binaryReader(body)));
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    const detail = `the body is no batch of Jaeger's in binary Thrift: ${error.message}`;
    return { status: 400, reason: 'unparsable-thrift', detail };
  }
}

function misdirection(method: string, url: string, contentType: string | undefined): Refusal | undefined {
  const path = url.split('?', 1)[0] ?? '';
  if (method === 'GET' || method === 'HEAD') {
    const detail = `${method} ${path}: a visit, not a delivery. Jaeger's Thrift comes as POST ${PATH}`;
    return { status: path === PATH ? 405 : 404, reason: 'probe', detail };
  }
  const type = mediaType(contentType);
  if (path.startsWith('/v1/') || (OTLP_TYPES.has(type) && path !== PATH)) {
    const detail = `${method} ${path}: OTLP came to the port for Jaeger's Thrift`;
    return { status: 404, reason: 'otlp-to-thrift-port', detail };
  }
  if (path !== PATH) {
    const detail = `${method} ${path}: Jaeger's Thrift is taken at POST ${PATH}`;
    return { status: 404, reason: 'thrift-wrong-path', detail };
  }
  if (method !== 'POST') {
    const detail = `${method} ${path}: Jaeger's Thrift comes as POST`;
    return { status: 405, reason: 'wrong-method', detail };
  }
  if (!isThrift(contentType)) {
    const given = contentType === undefined ? 'no content type' : `content type "${contentType}"`;
    const detail = `${given}; Jaeger's Thrift is application/x-thrift`;
    return { status: 400, reason: 'thrift-content-type', detail };
  }
  return undefined;
}

function answer(response: ServerResponse, status: number, text: string): void {
  if (response.destroyed) return;
  // a sender that is refused half-way may still be writing; the answer must not wait for it
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(text);
}
