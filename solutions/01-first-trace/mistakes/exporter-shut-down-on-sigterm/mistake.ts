import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story:
    'Every span is sent at once, so it seemed safe to shut the exporter down as soon as the service is told to stop.',
  cause: 'shut-down-too-early',
  task: 4,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';",
      replace: "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';",
    },
    {
      files: ['order-service/tracing.ts'],
      find: 'sdk.start();',
      replace: "sdk.start();\n\nprocess.once('SIGTERM', () => void exporter.shutdown());",
    },
    {
      files: ['order-service/tracing.ts'],
      find: 'const sdk = new',
      replace: 'const exporter = new OTLPTraceExporter();\n\nconst sdk = new',
    },
    {
      files: ['order-service/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: 'spanProcessors: [new SimpleSpanProcessor({ exporter })],',
    },
    {
      files: ['order-service/tracing.ts'],
      find: "import { register } from 'import-in-the-middle/register-hooks.mjs';\n",
      replace:
        "import { SimpleSpanProcessor } from '@opentelemetry/sdk-trace';\nimport { register } from 'import-in-the-middle/register-hooks.mjs';\n",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'exporter.shutdown()' },
};

export default mistake;
