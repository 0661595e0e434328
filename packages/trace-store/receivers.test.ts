import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { credentials, Client as GrpcClient, type ServiceError, status } from '@grpc/grpc-js';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpJson, encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import type { Sender } from './delivery.ts';
import type { LostMail, LostMailReason } from './lost-mail.ts';
import { startReceivers } from './receivers.ts';

type Desk = {
  http: string;
  grpc: string;
  httpPort: number;
  grpcPort: number;
  spans: Span[];
  senders: Sender[];
  lost: LostMail[];
  others: string[];
};

const open = async (t: TestContext): Promise<Desk> => {
  const spans: Span[] = [];
  const senders: Sender[] = [];
  const lost: LostMail[] = [];
  const others: string[] = [];
  const receivers = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans(arrived, from) {
      spans.push(...arrived);
      senders.push(from);
    },
    onLostMail: mail => lost.push(mail),
    onOtherSignal: signal => others.push(signal),
  });
  t.after(receivers.close);
  const { httpPort, grpcPort } = receivers;
  const http = `http://127.0.0.1:${httpPort}`;
  return { http, grpc: `http://127.0.0.1:${grpcPort}`, httpPort, grpcPort, spans, senders, lost, others };
};

const order = (): Span[] => trace(span('gateway', 'POST /orders', {}, [span('orders', 'place order')]));
const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const JSON_TYPE = { 'content-type': 'application/json' };

const post = (
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Response> => fetch(url, { method: 'POST', body, headers });

const protobuf = (): Uint8Array<ArrayBuffer> => new Uint8Array(encodeOtlpProtobuf(order()));

/** Made by the real SDK: every attribute type, an exception, a link, unicode, 100 kB of text. */
const sdkSpans = async (): Promise<ReadableSpan[]> => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'bücher' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('shop', '1.2.3');
  const linked = tracer.startSpan('linked');
  const main = tracer.startSpan('GET /書籍', {
    kind: 1,
    attributes: { text: '☕', yes: true, int: -42, double: 0.5, list: ['a', 'b'], long: 'x'.repeat(100_000) },
    links: [{ context: linked.spanContext() }],
  });
  main.recordException(new Error('no stock'));
  main.setStatus({ code: 2, message: 'no stock' });
  main.end();
  linked.end();
  await provider.forceFlush();
  return exporter.getFinishedSpans();
};

type Exporter = {
  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void;
  shutdown(): Promise<void>;
};

const exported = async (exporter: Exporter): Promise<ExportResult> => {
  const spans = await sdkSpans();
  const { promise, resolve } = Promise.withResolvers<ExportResult>();
  exporter.export(spans, resolve);
  const result = await promise;
  await exporter.shutdown();
  return result;
};

/** The exporters read this when they are made. */
const packed = (make: () => Exporter): Exporter => {
  process.env.OTEL_EXPORTER_OTLP_COMPRESSION = 'gzip';
  const exporter = make();
  delete process.env.OTEL_EXPORTER_OTLP_COMPRESSION;
  return exporter;
};

const roads: [string, Sender['protocol'], (desk: Desk) => Exporter][] = [
  ['protobuf', 'http/protobuf', ({ http }) => new ProtoExporter({ url: `${http}/v1/traces` })],
  [
    'protobuf with gzip',
    'http/protobuf',
    ({ http }) => packed(() => new ProtoExporter({ url: `${http}/v1/traces` })),
  ],
  ['JSON', 'http/json', ({ http }) => new JsonExporter({ url: `${http}/v1/traces` })],
  ['gRPC', 'grpc', ({ grpc }) => new GrpcExporter({ url: grpc })],
  ['gRPC with gzip', 'grpc', ({ grpc }) => packed(() => new GrpcExporter({ url: grpc }))],
];

for (const [name, protocol, exporter] of roads) {
  test(`the SDK's exporter over ${name} delivers spans with all they say`, async t => {
    const desk = await open(t);
    assert.equal((await exported(exporter(desk))).code, ExportResultCode.SUCCESS);
    const main = desk.spans.find(({ name }) => name === 'GET /書籍');
    assert.ok(main);
    const { exception, ...attributes } = main.attributes;
    assert.equal(exception, undefined);
    assert.deepEqual(
      { ...attributes },
      {
        text: { type: 'string', value: '☕' },
        yes: { type: 'bool', value: true },
        int: { type: 'int', value: -42n },
        double: { type: 'double', value: 0.5 },
        list: {
          type: 'array',
          value: [
            { type: 'string', value: 'a' },
            { type: 'string', value: 'b' },
          ],
        },
        long: { type: 'string', value: 'x'.repeat(100_000) },
      },
    );
    assert.equal(main.kind, 'server');
    assert.deepEqual(main.status, { code: 'error', message: 'no stock' });
    assert.deepEqual(
      main.events.map(({ name }) => name),
      ['exception'],
    );
    assert.deepEqual(main.events[0]?.attributes['exception.message'], { type: 'string', value: 'no stock' });
    assert.deepEqual(
      main.links.map(({ spanId }) => spanId),
      [desk.spans.find(({ name }) => name === 'linked')?.spanId],
    );
    assert.deepEqual(main.resource.attributes['service.name'], { type: 'string', value: 'bücher' });
    assert.deepEqual([main.scope.name, main.scope.version], ['shop', '1.2.3']);
    assert.ok(main.endNano >= main.startNano && main.startNano > 1_700_000_000_000_000_000n);
    const [from] = desk.senders;
    assert.equal(from?.protocol, protocol);
    assert.match(from.userAgent, /OTel-OTLP-Exporter-JavaScript/);
    assert.ok(from.remotePort > 0);
    assert.deepEqual(desk.lost, []);
  });
}

const astray: [string, LostMailReason, (desk: Desk) => Exporter][] = [
  [
    'gRPC to the HTTP port',
    'grpc-to-http-port',
    ({ http }) => new GrpcExporter({ url: http, timeoutMillis: 2000 }),
  ],
  [
    'HTTP to the gRPC port',
    'http-to-grpc-port',
    ({ grpc }) => new ProtoExporter({ url: `${grpc}/v1/traces` }),
  ],
  ['HTTP without a path', 'wrong-path', ({ http }) => new ProtoExporter({ url: http })],
  ['HTTP to /v1/trace', 'wrong-path', ({ http }) => new JsonExporter({ url: `${http}/v1/trace` })],
  [
    'HTTP to a doubled path',
    'doubled-path',
    ({ http }) => new ProtoExporter({ url: `${http}/v1/traces/v1/traces` }),
  ],
];

for (const [name, reason, exporter] of astray) {
  test(`${name} is lost mail that names the sender, and the exporter hears of it`, async t => {
    const desk = await open(t);
    assert.equal((await exported(exporter(desk))).code, ExportResultCode.FAILED);
    const [mail] = desk.lost;
    assert.deepEqual(
      desk.lost.map(({ reason }) => reason),
      [reason],
    );
    assert.ok(mail);
    assert.match(mail.userAgent ?? '', /OTel-OTLP-Exporter-JavaScript/);
    assert.ok(mail.bytes > 100_000 && mail.remotePort > 0 && Date.now() - mail.at < 10_000);
    assert.deepEqual(JSON.parse(JSON.stringify(mail)), mail);
    assert.deepEqual(desk.spans, []);
  });
}

type Case = { name: string; reason: LostMailReason; status: number; send: (desk: Desk) => Promise<Response> };
const traces = ({ http }: Desk): string => `${http}/v1/traces`;
const cases: Case[] = [
  { name: 'a visit to the HTTP port', reason: 'probe', status: 404, send: ({ http }) => fetch(http) },
  { name: 'a visit to /v1/traces', reason: 'probe', status: 405, send: desk => fetch(traces(desk)) },
  { name: 'a visit to the gRPC port', reason: 'probe', status: 400, send: ({ grpc }) => fetch(grpc) },
  {
    name: 'PUT',
    reason: 'wrong-method',
    status: 405,
    send: desk => fetch(traces(desk), { method: 'PUT', body: '{}', headers: JSON_TYPE }),
  },
  {
    name: 'no known content type',
    reason: 'unsupported-content-type',
    status: 415,
    send: desk => post(traces(desk), 'x', { 'content-type': 'text/xml' }),
  },
  {
    name: 'an unknown packing',
    reason: 'unsupported-encoding',
    status: 415,
    send: desk => post(traces(desk), 'x', { ...PROTOBUF, 'content-encoding': 'snappy' }),
  },
  {
    name: 'gzip that is none',
    reason: 'unparsable-body',
    status: 400,
    send: desk => post(traces(desk), 'x', { ...PROTOBUF, 'content-encoding': 'gzip' }),
  },
  {
    name: 'protobuf that is none',
    reason: 'unparsable-body',
    status: 400,
    send: desk => post(traces(desk), 'hello?', PROTOBUF),
  },
  {
    name: 'JSON that is none',
    reason: 'unparsable-body',
    status: 400,
    send: desk => post(traces(desk), '{"resourceSpans":', JSON_TYPE),
  },
  {
    name: 'JSON that is not OTLP',
    reason: 'unparsable-body',
    status: 400,
    send: desk => post(traces(desk), '{"resourceSpans":{}}', JSON_TYPE),
  },
  {
    name: '21 MB',
    reason: 'body-too-large',
    status: 413,
    send: desk => post(traces(desk), ' '.repeat(21 << 20), JSON_TYPE),
  },
  {
    name: '21 MB packed small',
    reason: 'body-too-large',
    status: 413,
    send: desk =>
      post(traces(desk), new Uint8Array(gzipSync(Buffer.alloc(21 << 20))), {
        ...JSON_TYPE,
        'content-encoding': 'gzip',
      }),
  },
  {
    name: "a stranger's web page",
    reason: 'not-from-this-machine',
    status: 403,
    send: desk => post(traces(desk), '{}', { ...JSON_TYPE, origin: 'https://evil.example' }),
  },
];

for (const { name, reason, status, send } of cases) {
  test(`${name} is answered with ${status} and reported as ${reason}, and the next delivery is taken`, async t => {
    const desk = await open(t);
    const response = await send(desk);
    assert.equal(response.status, status);
    assert.notEqual(await response.text(), '');
    assert.deepEqual(
      desk.lost.map(({ reason }) => reason),
      [reason],
    );
    assert.equal((await post(traces(desk), protobuf(), PROTOBUF)).status, 200);
    assert.deepEqual(desk.spans, order());
  });
}

test('a refusal says why in the language of the request', async t => {
  const desk = await open(t);
  const json = await post(traces(desk), '[]', JSON_TYPE);
  assert.deepEqual(await json.json(), {
    code: 3,
    message: 'the body is not OTLP JSON: the body is not a JSON object',
  });
  const binary = await post(traces(desk), 'hello?', PROTOBUF);
  assert.equal(binary.headers.get('content-type'), 'application/x-protobuf');
  assert.match(await binary.text(), /the body is not OTLP protobuf/);
});

test('acceptance is an empty protobuf message, or a partial success in JSON', async t => {
  const desk = await open(t);
  assert.equal((await (await post(traces(desk), protobuf(), PROTOBUF)).arrayBuffer()).byteLength, 0);
  const body = JSON.stringify(encodeOtlpJson(order()));
  assert.deepEqual(await (await post(traces(desk), body, JSON_TYPE)).json(), { partialSuccess: {} });
});

test('bodies packed with gzip, deflate and zstd are unpacked', async t => {
  const desk = await open(t);
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['zstd', zstdCompressSync],
  ] as const) {
    const response = await post(traces(desk), new Uint8Array(pack(protobuf())), {
      ...PROTOBUF,
      'content-encoding': encoding,
    });
    assert.equal(response.status, 200);
  }
  assert.equal(desk.spans.length, 6);
});

test('spans without ids are left out and counted, the others are taken', async t => {
  const desk = await open(t);
  const [first, second] = order();
  assert.ok(first && second);
  const body = JSON.stringify(encodeOtlpJson([first, { ...second, spanId: '0'.repeat(16) }]));
  const { partialSuccess } = (await (await post(traces(desk), body, JSON_TYPE)).json()) as {
    partialSuccess: object;
  };
  assert.deepEqual(partialSuccess, {
    rejectedSpans: '1',
    errorMessage: 'spans without a trace id or span id were left out',
  });
  assert.deepEqual(desk.spans, [first]);
  assert.deepEqual(
    desk.lost.map(({ reason }) => reason),
    ['invalid-ids'],
  );
});

test('logs and metrics are taken politely and are no lost mail', async t => {
  const desk = await open(t);
  for (const signal of ['logs', 'metrics']) {
    assert.equal((await post(`${desk.http}/v1/${signal}`, '{}', JSON_TYPE)).status, 200);
  }
  assert.deepEqual(desk.others, ['logs', 'metrics']);
  assert.deepEqual(desk.lost, []);
});

test('pages of this machine may send from the browser', async t => {
  const desk = await open(t);
  const origin = 'http://localhost:3000';
  const preflight = await fetch(traces(desk), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'content-type');
  assert.deepEqual(desk.lost, []);
});

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
