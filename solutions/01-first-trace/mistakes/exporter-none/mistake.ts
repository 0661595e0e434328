import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'OTEL_TRACES_EXPORTER=none was set to quieten the spans, and the exporter taken out of the code.',
  cause: 'exporter-none',
  task: 1,
  edits: [
    {
      files: ['api-gateway/tracing.ts', 'order-service/tracing.ts', 'user-service/tracing.ts'],
      find: '  traceExporter: new OTLPTraceExporter(),\n',
      replace: '',
    },
    {
      files: ['api-gateway/tracing.ts', 'order-service/tracing.ts', 'user-service/tracing.ts'],
      find: "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';\n",
      replace: '',
    },
  ],
  env: { OTEL_TRACES_EXPORTER: 'none' },
};

export default mistake;
