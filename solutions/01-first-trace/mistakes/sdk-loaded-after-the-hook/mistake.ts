import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The hook was to come first, so the SDK is loaded with await import after it.',
  cause: 'http-patched-twice',
  task: 2,
  edits: [
    {
      files: ['api-gateway/tracing.ts'],
      find: "import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';\nimport { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';\nimport { HttpInstrumentation } from '@opentelemetry/instrumentation-http';\nimport { NodeSDK } from '@opentelemetry/sdk-node';\nimport { register } from 'import-in-the-middle/register-hooks.mjs';",
      replace: "import { register } from 'import-in-the-middle/register-hooks.mjs';",
    },
    {
      files: ['api-gateway/tracing.ts'],
      find: "register({ include: ['express', 'http', 'https'] });",
      replace:
        "register({ include: ['express', 'http', 'https'] });\n\nconst { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');\nconst { ExpressInstrumentation } = await import('@opentelemetry/instrumentation-express');\nconst { HttpInstrumentation } = await import('@opentelemetry/instrumentation-http');\nconst { NodeSDK } = await import('@opentelemetry/sdk-node');",
    },
  ],
  where: { file: 'api-gateway/tracing.ts', line: 'register({' },
};

export default mistake;
