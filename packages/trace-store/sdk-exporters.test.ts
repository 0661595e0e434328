// The SDK's own exporters against the receivers: at the right address, and astray.

import assert from 'node:assert/strict';
import { test } from 'node:test';
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
import type { Sender } from './delivery.ts';
import type { LostMailReason } from './lost-mail.ts';
import { type Desk, open } from './receiving-desk.ts';

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
