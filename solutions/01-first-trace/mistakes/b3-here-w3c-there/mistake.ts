import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'order-service was copied from a project that spoke B3.',
  cause: 'propagators-differ',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: 'traceExporter: new OTLPTraceExporter(),\n  textMapPropagator: new B3Propagator(),',
    },
    {
      files: ['order-service/tracing.ts'],
      find: "import { register } from 'import-in-the-middle/register-hooks.mjs';\n",
      replace:
        "import { B3Propagator } from '@opentelemetry/propagator-b3';\nimport { register } from 'import-in-the-middle/register-hooks.mjs';\n",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'B3Propagator()' },
};

export default mistake;
