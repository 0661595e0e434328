import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { credentials, Client as GrpcClient, type ServiceError, status } from '@grpc/grpc-js';
import { startReceivers } from './receivers.ts';
import { open, order, PROTOBUF, post, protobuf, traces } from './receiving-desk.ts';

/** Sends bytes, and waits until the other side ends the connection. */
const raw = (port: number, bytes: Uint8Array | string): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let answer = '';
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  socket.setTimeout(5000, () => reject(new Error('The connection was left open for 5 s.')));
  socket.on('data', chunk => {
    answer += chunk;
  });
  socket.on('error', () => resolve(answer));
  socket.on('close', () => resolve(answer));
  return promise;
};

test('bytes that are no HTTP, and TLS, are turned away at both ports', async t => {
  const desk = await open(t);
  for (const port of [desk.httpPort, desk.grpcPort]) {
    await raw(port, 'hello there\n');
    await raw(port, Uint8Array.of(0x16, 0x03, 0x01, 0x00, 0x05, 1, 2, 3, 4, 5));
    await raw(port, 'POST\0/v1/traces HTTP/1.1\r\n\r\n');
    await raw(port, 'PRI * HTTP/2.0\r\n\r\nnonsense follows'.repeat(20));
  }
  const reasons = desk.lost.map(({ port, reason }) => `${port} ${reason}`);
  assert.deepEqual(reasons, [
    'http not-http',
    'http tls-to-plain-port',
    'http not-http',
    'grpc not-http',
    'grpc tls-to-plain-port',
    'grpc not-http',
  ]);
  assert.equal((await post(traces(desk), protobuf(), PROTOBUF)).status, 200);
});

test('a request that arrives byte by byte is taken', async t => {
  const desk = await open(t);
  const body = protobuf();
  const head = `POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connect(desk.httpPort, '127.0.0.1');
  socket.setNoDelay(true);
  socket.on('close', () => resolve());
  socket.resume();
  for (const byte of [...Buffer.from(head), ...body]) {
    socket.write(Uint8Array.of(byte));
    await new Promise(setImmediate);
  }
  await promise;
  assert.deepEqual(desk.spans, order());
});

test('a sender that hangs up in the middle of its body is reported', async t => {
  const desk = await open(t);
  const { promise, resolve } = Promise.withResolvers<void>();
  const headers = { ...PROTOBUF, 'content-length': 1000 };
  const request = httpRequest({
    port: desk.httpPort,
    host: '127.0.0.1',
    path: '/v1/traces',
    method: 'POST',
    headers,
  });
  request.on('error', () => resolve());
  request.write('half');
  request.on('socket', socket => socket.once('connect', () => setImmediate(() => request.destroy())));
  await promise;
  const deadline = performance.now() + 2000;
  while (desk.lost.length === 0 && performance.now() < deadline) await new Promise(setImmediate);
  assert.deepEqual(
    desk.lost.map(({ reason }) => reason),
    ['cut-off'],
  );
});

const callGrpc = async (address: string, path: string, message: Buffer): Promise<ServiceError | null> => {
  const client = new GrpcClient(address, credentials.createInsecure());
  const { promise, resolve } = Promise.withResolvers<ServiceError | null>();
  const same = (bytes: Buffer): Buffer => bytes;
  client.makeUnaryRequest(path, same, same, message, error => resolve(error));
  const error = await promise;
  client.close();
  return error;
};

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

test('over gRPC, bad messages and unknown methods get their status and are reported', async t => {
  const desk = await open(t);
  const address = `127.0.0.1:${desk.grpcPort}`;
  const bad = await callGrpc(address, EXPORT, Buffer.from('hello?'));
  assert.equal(bad?.code, status.INVALID_ARGUMENT);
  assert.match(bad.details, /the message is not OTLP protobuf/);
  assert.equal((await callGrpc(address, '/other.Service/Do', Buffer.alloc(0)))?.code, status.UNIMPLEMENTED);
  const large = await callGrpc(address, EXPORT, Buffer.alloc(21 << 20));
  assert.equal(large?.code, status.RESOURCE_EXHAUSTED);
  assert.deepEqual(
    desk.lost.map(({ reason }) => reason),
    ['unparsable-body', 'unknown-grpc-method', 'body-too-large'],
  );
  assert.equal(await callGrpc(address, EXPORT, Buffer.from(protobuf())), null);
  assert.deepEqual(desk.spans, order());
  assert.equal(
    await callGrpc(address, EXPORT.replace('trace.v1.Trace', 'logs.v1.Logs'), Buffer.alloc(0)),
    null,
  );
  assert.deepEqual(desk.others, ['logs']);
});

test('a port that is taken is named in the error, and the other one is given back', async t => {
  const desk = await open(t);
  const start = () =>
    startReceivers({
      httpPort: 0,
      grpcPort: desk.grpcPort,
      onSpans: () => undefined,
      onLostMail: () => undefined,
    });
  await assert.rejects(start, { code: 'EADDRINUSE', port: desk.grpcPort });
});

test('closing ends open connections at once', async () => {
  const receivers = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans: () => undefined,
    onLostMail: () => undefined,
  });
  const silent = connect(receivers.httpPort, '127.0.0.1');
  await new Promise(resolve => silent.once('connect', resolve));
  const ended = new Promise(resolve => silent.once('close', resolve));
  silent.resume();
  silent.on('error', () => undefined);
  await receivers.close();
  await ended;
});
