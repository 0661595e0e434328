// OTLP over gRPC, on node:http2 itself. OTLP needs unary calls only, which are a few lines; and a gRPC
// library would answer unknown methods and oversized messages on its own, where we want to report them.
// It would also cost 40 ms to load. receivers.ts loads this file upon the first HTTP/2 connection.

import { createServer, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { UnreadableBody } from '#trace-model/otlp.ts';
import { deliverProtobuf, type Envelope, lost, type OtherSignal, type Recipient } from './delivery.ts';
import { type LostMailReason, shortened, type TcpDoor } from './lost-mail.ts';
import { partialSuccess } from './otlp-answers.ts';
import { joined, LARGEST_BODY } from './request-body.ts';

const TRACES = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const OTHER_SIGNALS = new Map<string, OtherSignal>([
  ['/opentelemetry.proto.collector.logs.v1.LogsService/Export', 'logs'],
  ['/opentelemetry.proto.collector.metrics.v1.MetricsService/Export', 'metrics'],
]);

/** gRPC status codes. */
const INVALID_ARGUMENT = 3;
const RESOURCE_EXHAUSTED = 8;
const UNIMPLEMENTED = 12;

/** Compressed flag and length, before each message. */
const PREFIX = 5;
/** Node's default of 64 kB makes a sender of large batches wait for us after each 64 kB. */
const WINDOW = 4 * 1024 * 1024;

const unpackers = new Map([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
]);

type Refusal = { reason: LostMailReason; code: number; detail: string };

/** On the OTLP/HTTP port everything that comes over gRPC is astray: it is read, reported and refused. */
export function otlpGrpcServer(port: TcpDoor, to: Recipient): Http2Server {
  const server = createServer({ settings: { initialWindowSize: WINDOW } });
  server.on('session', session => {
    session.setLocalWindowSize(WINDOW);
    session.on('error', () => session.destroy());
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => stream.destroy());
    void answer(stream, headers, port, to);
  });
  return server;
}

async function answer(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  port: TcpDoor,
  to: Recipient,
): Promise<void> {
  const envelope = envelopeOf(stream, headers, port);
  const refuse = ({ reason, code, detail }: Refusal, bytes: number): void => {
    to.onLostMail(lost({ ...envelope, bytes }, reason, detail));
    respondWithError(stream, code, detail);
  };
  const whole = await received(stream);
  if (whole === 'cut off') {
    to.onLostMail(lost(envelope, 'cut-off', 'the sender hung up before its message was complete'));
    return;
  }
  if (whole === 'too large') {
    const detail = `the message is larger than ${LARGEST_BODY} bytes`;
    return refuse({ reason: 'body-too-large', code: RESOURCE_EXHAUSTED, detail }, LARGEST_BODY);
  }
  const body = Buffer.from(whole.bytes.buffer, whole.bytes.byteOffset, whole.bytes.length);
  const path = envelope.path ?? '';
  const misdirected = misdirection(path, envelope.contentType ?? '', port);
  if (misdirected !== undefined) return refuse(misdirected, body.length);
  const message = await unpacked(body, headers);
  if ('reason' in message) return refuse(message, body.length);

  const from = {
    protocol: 'grpc' as const,
    remotePort: envelope.remotePort,
    userAgent: envelope.userAgent ?? '',
    raw: message,
  };
  const other = OTHER_SIGNALS.get(path);
  if (other !== undefined) {
    to.onOtherSignal?.(other, from);
    return respond(stream, partialSuccess(0, ''));
  }
  try {
    const rejected = deliverProtobuf(from, { ...envelope, bytes: body.length }, to);
    if (to.onBody !== undefined) whole.letGo();
    respond(stream, partialSuccess(rejected, 'spans without a trace id or span id were left out'));
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    const detail = `the message is not OTLP protobuf: ${error.message}`;
    refuse({ reason: 'unparsable-body', code: INVALID_ARGUMENT, detail }, body.length);
  }
}

function envelopeOf(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, port: TcpDoor): Envelope {
  const { 'content-type': contentType, 'user-agent': userAgent } = headers;
  return {
    port,
    method: headers[':method'] ?? '',
    path: shortened(headers[':path'] ?? ''),
    ...(contentType === undefined ? {} : { contentType: shortened(contentType) }),
    ...(userAgent === undefined ? {} : { userAgent: shortened(userAgent) }),
    bytes: 0,
    remotePort: stream.session?.socket.remotePort ?? 0,
  };
}

function misdirection(path: string, contentType: string, port: TcpDoor): Refusal | undefined {
  if (port === 'thrift-http') {
    const detail = `gRPC came to the port for Jaeger's Thrift over HTTP, at ${path}`;
    return { reason: 'grpc-to-thrift-port', code: UNIMPLEMENTED, detail };
  }
  if (port === 'http') {
    const detail = `gRPC came to the port for OTLP over HTTP, at ${path}`;
    return { reason: 'grpc-to-http-port', code: UNIMPLEMENTED, detail };
  }
  if (!contentType.startsWith('application/grpc')) {
    const detail = `HTTP/2 without gRPC: the content type is "${contentType}"`;
    return { reason: 'unsupported-content-type', code: INVALID_ARGUMENT, detail };
  }
  if (path === TRACES || OTHER_SIGNALS.has(path)) return undefined;
  return { reason: 'unknown-grpc-method', code: UNIMPLEMENTED, detail: `${path} is not a method of OTLP` };
}

type Received = { bytes: Uint8Array; letGo: () => void };

function received(stream: ServerHttp2Stream): Promise<Received | 'too large' | 'cut off'> {
  const { promise, resolve } = Promise.withResolvers<Received | 'too large' | 'cut off'>();
  const chunks: Buffer[] = [];
  let count = 0;
  stream.on('data', (chunk: Buffer) => {
    count += chunk.length;
    if (count <= LARGEST_BODY + PREFIX) chunks.push(chunk);
    else {
      chunks.length = 0;
      resolve('too large');
    }
  });
  stream.on('end', () => resolve(joined(chunks, count)));
  stream.on('aborted', () => resolve('cut off'));
  stream.on('close', () => resolve('cut off'));
  return promise;
}

async function unpacked(body: Buffer, headers: IncomingHttpHeaders): Promise<Uint8Array | Refusal> {
  if (body.length < PREFIX || body.readUInt32BE(1) !== body.length - PREFIX) {
    const detail = `the ${body.length} bytes are not one gRPC message`;
    return { reason: 'unparsable-body', code: INVALID_ARGUMENT, detail };
  }
  const message = body.subarray(PREFIX);
  if (body[0] === 0) return message;
  const encoding = String(headers['grpc-encoding'] ?? '');
  const unpack = unpackers.get(encoding);
  if (unpack === undefined) {
    const detail = `the message is packed as "${encoding}"; gzip and deflate can be read`;
    return { reason: 'unsupported-encoding', code: UNIMPLEMENTED, detail };
  }
  try {
    return await unpack(message, { maxOutputLength: LARGEST_BODY });
  } catch {
    const detail = `the message is not ${encoding}, or unpacks to more than ${LARGEST_BODY} bytes`;
    return { reason: 'unparsable-body', code: INVALID_ARGUMENT, detail };
  }
}

function respond(stream: ServerHttp2Stream, message: Uint8Array): void {
  if (stream.destroyed) return;
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(message.length, 1);
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.concat([prefix, message]));
}

function respondWithError(stream: ServerHttp2Stream, code: number, detail: string): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.respond(
    {
      ':status': 200,
      'content-type': 'application/grpc',
      'grpc-status': String(code),
      'grpc-message': grpcText(detail),
    },
    { endStream: true },
  );
}

/** gRPC messages are printable ASCII; the rest, and %, is percent-encoded UTF-8. */
const grpcText = (text: string): string => text.replace(/[^ -$&-~]+/g, encodeURIComponent);
