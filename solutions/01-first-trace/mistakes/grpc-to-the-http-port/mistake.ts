import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The exporter was swapped for the one that speaks gRPC, and the port was kept.',
  cause: 'grpc-to-http-port',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';",
      replace: "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';",
    },
    {
      files: ['order-service/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: "traceExporter: new OTLPTraceExporter({ url: 'http://localhost:4318' }),",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'localhost:4318' },
};

export default mistake;
