import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { request as httpRequest } from 'node:http';
import { connect, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { JaegerExporter } from '@opentelemetry/exporter-jaeger';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { type Span, serviceName } from '#trace-model/span.ts';
import type { Sender } from '../delivery.ts';
import type { LostMail, LostMailReason } from '../lost-mail.ts';
import { startReceivers } from '../receivers.ts';
import { batch, datagram, i64, span, written } from './batch-builder.ts';
import { startThriftReceivers } from './thrift-doors.ts';

type Desk = {
  http: number;
  binary: number;
  compact: number;
  spans: Span[];
  senders: Sender[];
  lost: LostMail[];
};

const WITHIN_MS = 10_000;

const recipient = () => {
  const spans: Span[] = [];
  const senders: Sender[] = [];
  const lost: LostMail[] = [];
  return {
    spans,
    senders,
    lost,
    onSpans(arrived: Span[], from: Sender) {
      spans.push(...arrived);
      senders.push(from);
    },
    onLostMail: (mail: LostMail) => void lost.push(mail),
  };
};

const open = async (t: TestContext): Promise<Desk> => {
  const to = recipient();
  const receivers = await startThriftReceivers({ http: 0, binary: 0, compact: 0 }, to);
  t.after(receivers.close);
  const { http = 0, binary = 0, compact = 0 } = receivers.ports;
  assert.deepEqual(receivers.troubles, []);
  return { ...to, http, binary, compact };
};

const until = async (what: string, met: () => boolean): Promise<void> => {
  const deadline = performance.now() + WITHIN_MS;
  while (!met()) {
    assert.ok(performance.now() < deadline, `not within ${WITHIN_MS} ms: ${what}`);
    await new Promise(setImmediate);
  }
};

/** Made by the real SDK and sent as a service would. */
const report = async (exporter: SpanExporter): Promise<'taken' | 'refused'> => {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'bücher' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const main = provider.getTracer('shop', '1.2.3').startSpan('GET /書籍', {
    kind: 1,
    attributes: { text: '☕', yes: true, int: 42, double: 0.5 },
  });
  main.addEvent('paid', { cents: 7 });
  main.setStatus({ code: 2, message: 'no stock' });
  main.end();
  const answer = await provider.forceFlush().then(
    () => 'taken' as const,
    () => 'refused' as const,
  );
  await provider.shutdown();
  return answer;
};

const send = async (port: number, content: Uint8Array): Promise<void> => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) =>
    socket.send(content, port, '127.0.0.1', error => (error ? reject(error) : resolve())),
  );
  socket.close();
};

const THRIFT = { 'content-type': 'application/x-thrift' };
const post = async (
  port: number,
  path: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = THRIFT,
): Promise<{ status: number; text: string }> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
};

const roads: [string, (desk: Desk) => SpanExporter][] = [
  ['datagrams', ({ binary }) => new JaegerExporter({ host: '127.0.0.1', port: binary })],
  ['HTTP', ({ http }) => new JaegerExporter({ endpoint: `http://127.0.0.1:${http}/api/traces` })],
];
for (const [name, exporter] of roads) {
  test(`the old Jaeger exporter delivers its spans by ${name}`, async t => {
    const desk = await open(t);
    assert.equal(await report(exporter(desk)), 'taken');
    await until('the span arrives', () => desk.spans.length === 1);
    const [main] = desk.spans;
    assert.ok(main);
    assert.equal(main.name, 'GET /書籍');
    assert.equal(main.kind, 'server');
    assert.equal(serviceName(main), 'bücher');
    assert.deepEqual(main.status, { code: 'error', message: 'no stock' });
    assert.deepEqual(main.attributes.text, { type: 'string', value: '☕' });
    assert.deepEqual(main.attributes.int, { type: 'double', value: 42 });
    assert.deepEqual(
      main.events.map(event => event.name),
      ['paid'],
    );
    const [from] = desk.senders;
    assert.equal(from?.protocol, 'thrift');
    // what is kept is OTLP, and says the same
    assert.deepEqual(decodeOtlpProtobuf(from?.raw ?? new Uint8Array()), desk.spans);
    assert.deepEqual(desk.lost, []);
  });
}

test('the compact encoding is taken at its own port', async t => {
  const desk = await open(t);
  await send(desk.compact, datagram(batch([span(), span({ 3: i64(5n) })]), 'compact'));
  await until('both arrive', () => desk.spans.length === 2);
  assert.deepEqual(desk.lost, []);
});

test('a body may be packed, may have a query, and may carry the other name for Thrift', async t => {
  const desk = await open(t);
  const body = written(batch([span()]));
  const packed = new Uint8Array(gzipSync(body));
  const gzip = { ...THRIFT, 'content-encoding': 'gzip' };
  const other = { 'content-type': 'application/vnd.apache.thrift.binary; charset=utf-8' };
  assert.equal((await post(desk.http, '/api/traces?format=jaeger.thrift', packed, gzip)).status, 202);
  assert.equal((await post(desk.http, '/api/traces', body, other)).status, 202);
  assert.equal(desk.spans.length, 2);
  assert.deepEqual(desk.lost, []);
});

test('an empty batch is a delivery of nothing', async t => {
  const desk = await open(t);
  assert.equal((await post(desk.http, '/api/traces', written(batch([])))).status, 202);
  assert.deepEqual([desk.spans, desk.lost], [[], []]);
});

const whole = written(batch([span()]));
const misdirected: [LostMailReason, number, string, Uint8Array<ArrayBuffer>, Record<string, string>][] = [
  ['otlp-to-thrift-port', 404, '/v1/traces', new Uint8Array(3), { 'content-type': 'application/x-protobuf' }],
  ['otlp-to-thrift-port', 404, '/', new Uint8Array(3), { 'content-type': 'application/json' }],
  ['thrift-wrong-path', 404, '/', whole, THRIFT],
  ['thrift-wrong-path', 404, '/api/traces/', whole, THRIFT],
  ['thrift-content-type', 400, '/api/traces', whole, { 'content-type': 'application/json' }],
  ['unparsable-thrift', 400, '/api/traces', whole.slice(0, 40), THRIFT],
  ['unparsable-thrift', 400, '/api/traces', new Uint8Array(Buffer.from('{"spans":[]}')), THRIFT],
  ['unparsable-thrift', 400, '/api/traces', new Uint8Array(0), THRIFT],
  ['unparsable-body', 400, '/api/traces', whole, { ...THRIFT, 'content-encoding': 'gzip' }],
  ['not-from-this-machine', 403, '/api/traces', whole, { ...THRIFT, origin: 'https://elsewhere.example' }],
  ['invalid-ids', 202, '/api/traces', written(batch([span({ 3: i64(0n) })])), THRIFT],
];
for (const [reason, status, path, body, headers] of misdirected) {
  const type = Object.values(headers).join(', ');
  test(`POST ${path} with ${body.length} bytes of ${type} is ${status} and lost mail: ${reason}`, async t => {
    const desk = await open(t);
    assert.equal((await post(desk.http, path, body, headers)).status, status);
    assert.deepEqual(
      desk.lost.map(mail => [mail.reason, mail.port, mail.bytes]),
      [[reason, 'thrift-http', body.length]],
    );
    assert.deepEqual(desk.spans, []);
  });
}

test('a browser that looks at the port is a visit', async t => {
  const desk = await open(t);
  assert.equal((await fetch(`http://127.0.0.1:${desk.http}/api/traces`)).status, 405);
  assert.equal((await fetch(`http://127.0.0.1:${desk.http}/`)).status, 404);
  assert.deepEqual(
    desk.lost.map(({ reason }) => reason),
    ['probe', 'probe'],
  );
});

test('a body of more than 20 MB is refused', async t => {
  const desk = await open(t);
  const status = await new Promise<number>((resolve, reject) => {
    const asked = httpRequest(
      { host: '127.0.0.1', port: desk.http, path: '/api/traces', method: 'POST', headers: THRIFT },
      response => resolve(response.resume().statusCode ?? 0),
    );
    asked.on('error', reject);
    asked.end(Buffer.alloc(20 * 1024 * 1024 + 1));
  });
  assert.equal(status, 413);
  assert.equal(desk.lost[0]?.reason, 'body-too-large');
});

test('gRPC at the port for Thrift is named, and the door stays open', async t => {
  const desk = await open(t);
  assert.equal(await report(new GrpcExporter({ url: `http://127.0.0.1:${desk.http}` })), 'refused');
  await until('it is reported', () => desk.lost.length > 0);
  assert.equal(desk.lost[0]?.reason, 'grpc-to-thrift-port');
  assert.equal((await post(desk.http, '/api/traces', whole)).status, 202);
});

test('bytes that are no HTTP at the port for it are named', async t => {
  const desk = await open(t);
  const socket = connect(desk.http, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(datagram(batch([span()]), 'binary'));
  await until('it is reported', () => desk.lost.length > 0);
  assert.equal(desk.lost[0]?.reason, 'not-http');
  socket.destroy();
});

test('the SDK that sends OTLP to the port for Thrift is named', async t => {
  const desk = await open(t);
  const exporter = new ProtoExporter({ url: `http://127.0.0.1:${desk.http}/v1/traces` });
  assert.equal(await report(exporter), 'refused');
  assert.equal(desk.lost[0]?.reason, 'otlp-to-thrift-port');
});

for (const door of ['httpPort', 'grpcPort'] as const) {
  test(`the old exporter that sends to OTLP's ${door} is named`, async t => {
    const to = recipient();
    const receivers = await startReceivers({ httpPort: 0, grpcPort: 0, ...to });
    t.after(receivers.close);
    const endpoint = `http://127.0.0.1:${receivers[door]}/api/traces`;
    assert.equal(await report(new JaegerExporter({ endpoint })), 'refused');
    await until('it is reported', () => to.lost.length > 0);
    assert.equal(to.lost[0]?.reason, 'thrift-to-otlp-port');
    assert.deepEqual(to.spans, []);
  });
}

const junk: [string, 'binary' | 'compact', Uint8Array, LostMailReason][] = [
  ['compact at the binary port', 'binary', datagram(batch([span()]), 'compact'), 'thrift-other-encoding'],
  ['binary at the compact port', 'compact', datagram(batch([span()]), 'binary'), 'thrift-other-encoding'],
  ['text', 'binary', Buffer.from('hello there'), 'unparsable-thrift'],
  ['text', 'compact', Buffer.from('hello there'), 'unparsable-thrift'],
  ['nothing at all', 'binary', new Uint8Array(0), 'unparsable-thrift'],
  ['half a message', 'binary', datagram(batch([span()]), 'binary').subarray(0, 60), 'unparsable-thrift'],
  ['half a message', 'compact', datagram(batch([span()]), 'compact').subarray(0, 60), 'unparsable-thrift'],
  ['a batch without a call round it', 'binary', whole, 'unparsable-thrift'],
  ["Zipkin's spans", 'binary', datagram(batch([]), 'binary', 'emitZipkinBatch'), 'thrift-other-call'],
  [
    'spans without ids',
    'compact',
    datagram(batch([span({ 1: i64(0n), 2: i64(0n) })]), 'compact'),
    'invalid-ids',
  ],
];
for (const [what, door, content, reason] of junk) {
  test(`a datagram of ${what} at the ${door} port is lost mail: ${reason}`, async t => {
    const desk = await open(t);
    await send(desk[door], content);
    await until('it is reported', () => desk.lost.length > 0);
    const [mail] = desk.lost;
    assert.deepEqual([mail?.reason, mail?.port, mail?.bytes], [reason, `thrift-${door}`, content.length]);
    if (what === 'text')
      assert.match(mail?.detail ?? '', new RegExp(`no Thrift message in the ${door} encoding`));
    await send(desk[door], datagram(batch([span()]), door));
    await until('a good one arrives after it', () => desk.spans.length === 1);
  });
}

test('a port that is taken closes that one door, and is told of', async t => {
  const holder = createServer();
  await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve));
  t.after(() => holder.close());
  const address = holder.address();
  assert.ok(typeof address === 'object' && address !== null);
  const socket = createSocket('udp4');
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve));
  t.after(() => socket.close());
  const receivers = await startThriftReceivers(
    { http: address.port, compact: socket.address().port, binary: 0 },
    recipient(),
  );
  t.after(receivers.close);
  assert.deepEqual(Object.keys(receivers.ports), ['binary']);
  assert.deepEqual(receivers.troubles.map(({ door, port }) => [door, port]).sort(), [
    ['compact', socket.address().port],
    ['http', address.port],
  ]);
});
