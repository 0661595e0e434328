import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: "The spans were to be seen at last, so the exporter was swapped for the console's.",
  cause: 'console-exporter',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: 'traceExporter: new ConsoleSpanExporter(),',
    },
    {
      files: ['order-service/tracing.ts'],
      find: "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';\n",
      replace: '',
    },
    {
      files: ['order-service/tracing.ts'],
      find: "import { register } from 'import-in-the-middle/register-hooks.mjs';\n",
      replace:
        "import { ConsoleSpanExporter } from '@opentelemetry/sdk-trace';\nimport { register } from 'import-in-the-middle/register-hooks.mjs';\n",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'new ConsoleSpanExporter()' },
};

export default mistake;
