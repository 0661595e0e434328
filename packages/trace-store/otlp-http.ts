// OTLP over HTTP: one request, one answer. Statuses and error bodies are those of the OTLP specification
// and of the OpenTelemetry Collector.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeOtlpJson, UnreadableBody } from '#trace-model/otlp.ts';
import {
  deliver,
  deliverProtobuf,
  type Envelope,
  lost,
  type OtherSignal,
  type Recipient,
  type Sender,
} from './delivery.ts';
import { type LostMailReason, shortened, type TcpDoor } from './lost-mail.ts';
import { partialSuccess, protobufStatus } from './otlp-answers.ts';
import { requestBody } from './request-body.ts';
import { foreignSign } from './this-machine-only.ts';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';
const INVALID_ARGUMENT = 3;

type Encoding = 'protobuf' | 'json';
type Refusal = { status: number; reason: LostMailReason; detail: string };

export function envelopeOf(
  request: IncomingMessage,
  port: TcpDoor,
): Envelope & { method: string; path: string } {
  const { 'content-type': contentType, 'user-agent': userAgent } = request.headers;
  return {
    port,
    method: request.method ?? '',
    path: shortened(request.url ?? ''),
    ...(contentType === undefined ? {} : { contentType: shortened(contentType) }),
    ...(userAgent === undefined ? {} : { userAgent: shortened(userAgent) }),
    bytes: 0,
    remotePort: request.socket.remotePort ?? 0,
  };
}

export async function answerOtlpHttp(
  request: IncomingMessage,
  response: ServerResponse,
  to: Recipient,
): Promise<void> {
  const envelope = envelopeOf(request, 'http');
  const encoding = encodingOf(request);
  const refuse = ({ status, reason, detail }: Refusal, bytes: number): void => {
    to.onLostMail(lost({ ...envelope, bytes }, reason, detail));
    sendError(response, status, detail, encoding);
  };

  const foreign = foreignSign(request.headers);
  const body = await requestBody(request);
  if (foreign !== undefined) {
    return refuse({ status: 403, reason: 'not-from-this-machine', detail: foreign }, body.received);
  }
  allowLocalPages(request, response);
  if (request.method === 'OPTIONS' && request.headers.origin !== undefined) {
    response.writeHead(204).end();
    return;
  }
  if (isThrift(envelope.contentType)) return refuse(thriftRefusal(envelope.path, 'http'), body.received);
  const signal = signalAt(request.url ?? '');
  const misdirected = misdirection(request, signal);
  if (misdirected !== undefined) return refuse(misdirected, body.received);
  if (!body.ok) return refuse(body, body.received);
  if (encoding === undefined) {
    const given =
      envelope.contentType === undefined ? 'no content type' : `content type "${envelope.contentType}"`;
    const detail = `${given}; OTLP over HTTP is ${PROTOBUF} or ${JSON_TYPE}`;
    return refuse({ status: 415, reason: 'unsupported-content-type', detail }, body.received);
  }
  const from: Sender = {
    protocol: `http/${encoding}`,
    remotePort: envelope.remotePort,
    userAgent: envelope.userAgent ?? '',
    raw: body.bytes,
  };
  if (signal === 'logs' || signal === 'metrics') {
    to.onOtherSignal?.(signal, from);
    return sendAccepted(response, encoding, 0);
  }
  const delivered = deliverAs(encoding, from, { ...envelope, bytes: body.received }, to);
  if (!delivered.ok) {
    return refuse({ status: 400, reason: 'unparsable-body', detail: delivered.detail }, body.received);
  }
  if (to.onBody !== undefined && encoding === 'protobuf') body.letGo?.();
  sendAccepted(response, encoding, delivered.rejected);
}

/** As Jaeger's own collector names it. */
const THRIFT = new Set(['application/x-thrift', 'application/vnd.apache.thrift.binary']);

export const mediaType = (contentType: string | undefined): string =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';

export const isThrift = (contentType: string | undefined): boolean => THRIFT.has(mediaType(contentType));

export function thriftRefusal(path: string, port: 'http' | 'grpc'): Refusal {
  const detail = `Jaeger's Thrift came to the port for OTLP over ${port === 'http' ? 'HTTP' : 'gRPC'}, at ${path}`;
  return { status: 415, reason: 'thrift-to-otlp-port', detail };
}

type Delivered = { ok: true; rejected: number } | { ok: false; detail: string };

function deliverAs(encoding: Encoding, from: Sender, envelope: Envelope, to: Recipient): Delivered {
  try {
    const rejected =
      encoding === 'protobuf'
        ? deliverProtobuf(from, envelope, to)
        : deliver(decodeOtlpJson(JSON.parse(textOf(from.raw))), from, envelope, to);
    return { ok: true, rejected };
  } catch (error) {
    if (!(error instanceof UnreadableBody || error instanceof SyntaxError)) throw error;
    const name = encoding === 'protobuf' ? 'OTLP protobuf' : 'OTLP JSON';
    return { ok: false, detail: `the body is not ${name}: ${error.message}` };
  }
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

function signalAt(url: string): 'traces' | OtherSignal | undefined {
  switch (pathOf(url)) {
    case '/v1/traces':
      return 'traces';
    case '/v1/logs':
      return 'logs';
    case '/v1/metrics':
      return 'metrics';
    default:
      return undefined;
  }
}

function misdirection(request: IncomingMessage, signal: string | undefined): Refusal | undefined {
  const path = pathOf(request.url ?? '');
  const method = request.method ?? '';
  if (method === 'GET' || method === 'HEAD') {
    const status = signal === undefined ? 404 : 405;
    const detail = `${method} ${path}: a visit, not a delivery. Telemetry comes as POST /v1/traces`;
    return { status, reason: 'probe', detail };
  }
  if (signal === undefined) {
    if (/^(\/v1\/(traces|logs|metrics)){2,}\/?$/.test(path)) {
      return {
        status: 404,
        reason: 'doubled-path',
        detail: `${method} ${path}: the path is there more than once`,
      };
    }
    return {
      status: 404,
      reason: 'wrong-path',
      detail: `${method} ${path}: traces are taken at POST /v1/traces`,
    };
  }
  if (method !== 'POST') {
    return { status: 405, reason: 'wrong-method', detail: `${method} ${path}: telemetry comes as POST` };
  }
  return undefined;
}

function encodingOf(request: IncomingMessage): Encoding | undefined {
  const type = mediaType(request.headers['content-type']);
  if (type === PROTOBUF || type === 'application/protobuf') return 'protobuf';
  if (type === JSON_TYPE) return 'json';
  return undefined;
}

/** Pages served from this machine may send spans from the browser. */
function allowLocalPages(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? '*',
  );
  response.setHeader('access-control-max-age', '600');
  response.setHeader('vary', 'origin');
}

function sendAccepted(response: ServerResponse, encoding: Encoding, rejected: number): void {
  const why = 'spans without a trace id or span id were left out';
  if (encoding === 'protobuf') {
    send(response, 200, PROTOBUF, partialSuccess(rejected, why));
    return;
  }
  const partial = rejected === 0 ? {} : { rejectedSpans: String(rejected), errorMessage: why };
  send(response, 200, JSON_TYPE, JSON.stringify({ partialSuccess: partial }));
}

function sendError(response: ServerResponse, status: number, detail: string, encoding?: Encoding): void {
  // A sender that is refused half-way may still be writing; the answer must not wait for it.
  response.setHeader('connection', 'close');
  if (encoding === 'protobuf') send(response, status, PROTOBUF, protobufStatus(INVALID_ARGUMENT, detail));
  else if (encoding === 'json') {
    send(response, status, JSON_TYPE, JSON.stringify({ code: INVALID_ARGUMENT, message: detail }));
  } else send(response, status, 'text/plain; charset=utf-8', `${detail}\n`);
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
