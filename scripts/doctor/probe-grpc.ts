import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** `silent`: nothing listens there at all, so no other protocol is worth a try. */
export type Probed = { delivered: boolean; message: string; fix?: string; silent?: boolean };

const ANSWER_WITHIN_MS = 5_000;

export const nothingListens = (url: URL, code: string): Probed => ({
  delivered: false,
  silent: true,
  message:
    code === 'ECONNREFUSED'
      ? `Nothing listens at ${url.host}.`
      : `The name ${url.hostname} is not known on this machine.`,
  fix: 'Start the receiver (npm start has one), or look at the address.',
});

/** The exporter wants a span of the SDK, so one is made; its ids are the SDK's own. */
const madeSpan = () => {
  const memory = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'workshop-doctor' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter: memory })],
  });
  provider.getTracer('workshop-doctor').startSpan('doctor probe').end();
  return memory.getFinishedSpans();
};

export const probeGrpc = async (url: URL): Promise<Probed> => {
  const spans = madeSpan();
  const exporter = new OTLPTraceExporter({
    url: `${url.protocol}//${url.host}`,
    timeoutMillis: ANSWER_WITHIN_MS,
  });
  const result = await new Promise<{ code: ExportResultCode; error?: Error }>(resolve =>
    exporter.export(spans, resolve),
  );
  await exporter.shutdown().catch(() => undefined);
  if (result.code === ExportResultCode.SUCCESS)
    return {
      delivered: true,
      message: `${url.host} took the span over OTLP/gRPC. Its trace id: ${spans[0]?.spanContext().traceId}`,
    };
  const reason = result.error?.message ?? 'no reason given';
  if (/ECONNREFUSED/.test(reason)) return nothingListens(url, 'ECONNREFUSED');
  return {
    delivered: false,
    message: `${url.host} did not take the span over OTLP/gRPC: ${reason}.`,
    fix: 'OTLP over gRPC goes to port 4317; over HTTP to port 4318, path /v1/traces.',
  };
};
