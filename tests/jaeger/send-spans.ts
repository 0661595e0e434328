// The same spans to both servers, by the exporters people use.

import { ExportResultCode } from '@opentelemetry/core';
import { JaegerExporter } from '@opentelemetry/exporter-jaeger';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { encodeOtlpJson, encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import type { JaegerPorts } from './jaeger-config.ts';

export type Server = { url: string; host: string; ports: Omit<JaegerPorts, 'query'> };

const exporters: Record<string, (server: Server) => SpanExporter> = {
  'otlp-http-protobuf': ({ host, ports }) =>
    new ProtobufExporter({ url: `http://${host}:${ports.otlpHttp}/v1/traces` }),
  'otlp-http-json': ({ host, ports }) =>
    new JsonExporter({ url: `http://${host}:${ports.otlpHttp}/v1/traces` }),
  'otlp-grpc': ({ host, ports }) => new GrpcExporter({ url: `http://${host}:${ports.otlpGrpc}` }),
  'jaeger-http': ({ host, ports }) =>
    new JaegerExporter({ endpoint: `http://${host}:${ports.thriftHttp}/api/traces` }),
  // an agent's packet holds 65,000 bytes, and the SDK's spans here are smaller
  'jaeger-udp': ({ host, ports }) => new JaegerExporter({ host, port: ports.thriftBinary }),
};

export const WAYS: readonly string[] = Object.keys(exporters);

export const sendBy = async (way: string, spans: ReadableSpan[], server: Server): Promise<void> => {
  const open = exporters[way];
  if (open === undefined) throw new Error(`There is no way "${way}".`);
  const exporter = open(server);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  exporter.export(spans, ({ code, error }) => {
    if (code === ExportResultCode.SUCCESS) resolve();
    else reject(error ?? new Error(`${way} failed`));
  });
  await promise;
  await exporter.shutdown();
};

/** Spans as they are, by the body no exporter would write. */
export const sendSpans = async (spans: Span[], { host, ports }: Server, json = false): Promise<number> => {
  const answer = await fetch(`http://${host}:${ports.otlpHttp}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': json ? 'application/json' : 'application/x-protobuf' },
    body: json ? JSON.stringify(encodeOtlpJson(spans)) : Buffer.from(encodeOtlpProtobuf(spans)),
  });
  await answer.arrayBuffer();
  return answer.status;
};
