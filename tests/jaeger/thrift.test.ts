// What Jaeger's old clients send, to a real Jaeger and to the trace store: both must tell the same trace.

import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { JaegerExporter } from '@opentelemetry/exporter-jaeger';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { decodeOtlpJson } from '#trace-model/otlp.ts';
import { emptyAttributes, type Span } from '#trace-model/span.ts';
import { lostMailBox } from '#trace-store/lost-mail.ts';
import { startQueryServer } from '#trace-store/query-server.ts';
import { openStore } from '#trace-store/store.ts';
import { batch, datagram, i64, span, written } from '#trace-store/thrift/batch-builder.ts';
import { startThriftReceivers } from '#trace-store/thrift/thrift-doors.ts';
import { findJaeger } from './find-jaeger.ts';
import { startJaeger } from './start-jaeger.ts';
import { CASES } from './thrift-cases.ts';

const READABLE_WITHIN_MS = 20_000;
const POLL_MS = 20;
/** Sent after a case that leaves nothing: once it can be read, the other would be there too. */
const MARK = 0xfffn;

type Taker = { host: string; url: string; http: number; binary: number; compact: number };
let takers: { jaeger: Taker; store: Taker };
const endings: (() => Promise<void>)[] = [];

before(async () => {
  const jaeger = await startJaeger(await findJaeger());
  endings.push(jaeger.stop);
  const store = openStore();
  const lostMail = lostMailBox();
  const query = await startQueryServer({ port: 0, store, lostMail });
  const doors = await startThriftReceivers(
    { http: 0, binary: 0, compact: 0 },
    { onSpans: store.add, onLostMail: mail => lostMail.add(mail) },
  );
  endings.push(async () => {
    await doors.close();
    await query.close();
    store.close();
  });
  const { http = 0, binary = 0, compact = 0 } = doors.ports;
  const { thriftHttp, thriftBinary, thriftCompact } = jaeger.ports;
  takers = {
    jaeger: {
      host: jaeger.host,
      url: jaeger.url,
      http: thriftHttp,
      binary: thriftBinary,
      compact: thriftCompact,
    },
    store: { host: '127.0.0.1', url: `http://127.0.0.1:${query.port}`, http, binary, compact },
  };
});
after(async () => {
  for (const end of endings) await end();
});

const read = async ({ url }: Taker, traceId: string): Promise<Span[]> => {
  const answer = await fetch(`${url}/api/v3/traces/${traceId}`);
  const body: unknown = await answer.json();
  if (!answer.ok || typeof body !== 'object' || body === null || !('result' in body)) return [];
  return decodeOtlpJson(body.result);
};

const awaited = async (taker: Taker, traceId: string, spans: number): Promise<Span[]> => {
  const deadline = performance.now() + READABLE_WITHIN_MS;
  for (;;) {
    const found = await read(taker, traceId);
    if (found.length >= spans) return found;
    assert.ok(performance.now() < deadline, `${taker.url}: ${found.length} of ${spans} spans of ${traceId}`);
    await pause(POLL_MS);
  }
};

/** Jaeger's query side adds warnings, and puts events in an order of its own: neither has to do with Thrift. */
const plain = (spans: Span[]): unknown[] =>
  spans
    .map(one => {
      const { '@jaeger@warnings': _warnings, ...attributes } = one.attributes;
      const events = one.events.toSorted(
        (a, b) => Number(a.timeNano - b.timeNano) || (a.name < b.name ? -1 : 1),
      );
      return { ...one, attributes: Object.assign(emptyAttributes(), attributes), events };
    })
    .sort((a, b) => (a.spanId < b.spanId ? -1 : 1));

const post = async ({ host, http }: Taker, body: Uint8Array<ArrayBuffer>): Promise<number> => {
  const headers = { 'content-type': 'application/x-thrift' };
  const answer = await fetch(`http://${host}:${http}/api/traces`, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  return answer.status;
};

const send = async (content: Uint8Array, port: number, host: string): Promise<void> => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) =>
    socket.send(content, port, host, error => (error ? reject(error) : resolve())),
  );
  socket.close();
};

let lastId = 0x1000n;
const hex = (low: bigint): string => low.toString(16).padStart(32, '0');

for (const road of ['http', 'binary', 'compact'] as const)
  for (const { name, batch: make, differs } of CASES)
    test(`${road}: ${name}${differs === undefined ? '' : ', and Jaeger tells it otherwise'}`, async () => {
      const low = ++lastId;
      const mark = low * 0x10000n + MARK;
      const marking = batch([span({ 1: i64(mark), 2: i64(0n) })]);
      const { jaeger, store } = takers;
      if (road === 'http') {
        const body = written(make(low));
        assert.equal(await post(store, body), await post(jaeger, body));
        for (const taker of [jaeger, store]) assert.equal(await post(taker, written(marking)), 202);
      } else
        for (const taker of [jaeger, store]) {
          await send(datagram(make(low), road), taker[road], taker.host);
          await send(datagram(marking, road), taker[road], taker.host);
        }
      for (const taker of [jaeger, store]) await awaited(taker, hex(mark), 1);
      const [theirs, ours] = [await read(jaeger, hex(low)), await read(store, hex(low))].map(plain);
      if (differs === undefined) assert.deepEqual(ours, theirs);
      else assert.notDeepEqual(ours, theirs, `no longer so: ${differs}`);
    });

const exported = (exporter: SpanExporter, spans: ReadableSpan[]): Promise<void> =>
  new Promise<void>((resolve, reject) =>
    exporter.export(spans, ({ error }) => (error ? reject(error) : resolve())),
  ).then(() => exporter.shutdown());

/** All the SDK can say, through the exporter that can't. */
const sdkSpans = async (): Promise<ReadableSpan[]> => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'bücher',
      'host.name': 'desk',
      hostname: 'table',
      shelf: 5,
    }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('shop', '1.2.3');
  const linked = tracer.startSpan('linked');
  linked.end();
  const root = tracer.startSpan('GET /書籍', {
    kind: SpanKind.SERVER,
    attributes: { text: '☕', yes: true, int: -42, double: 0.5, list: ['a', 'b'], long: 'x'.repeat(5_000) },
    links: [{ context: linked.spanContext(), attributes: { why: 'retry' } }],
  });
  const inRoot = trace.setSpan(context.active(), root);
  for (const kind of [SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.CONSUMER, SpanKind.INTERNAL]) {
    const child = tracer.startSpan(`kind ${kind}`, { kind }, inRoot);
    child.addEvent('paid', { cents: 7 });
    child.recordException(new Error('no stock'));
    child.setStatus({ code: kind % 3, message: 'no stock' });
    child.end();
  }
  root.end();
  await provider.forceFlush();
  return exporter.getFinishedSpans();
};

for (const road of ['http', 'binary'] as const)
  test(`the exporter of the SDK by ${road}: the trace is the same`, async () => {
    const spans = await sdkSpans();
    for (const { host, http, binary } of [takers.jaeger, takers.store])
      await exported(
        new JaegerExporter(
          road === 'http' ? { endpoint: `http://${host}:${http}/api/traces` } : { host, port: binary },
        ),
        spans,
      );
    for (const traceId of new Set(spans.map(one => one.spanContext().traceId))) {
      const count = spans.filter(one => one.spanContext().traceId === traceId).length;
      const theirs = await awaited(takers.jaeger, traceId, count);
      const ours = await awaited(takers.store, traceId, count);
      assert.deepEqual(plain(ours), plain(theirs));
    }
  });
