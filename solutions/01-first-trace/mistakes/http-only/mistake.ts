import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'One instrumentation seemed to be enough.',
  cause: 'no-express-instrumentation',
  task: 3,
  edits: [
    {
      files: ['user-service/tracing.ts'],
      find: "import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';\n",
      replace: '',
    },
    {
      files: ['user-service/tracing.ts'],
      find: '    new ExpressInstrumentation(),\n',
      replace: '',
    },
  ],
  where: { file: 'user-service/tracing.ts', line: 'instrumentations:' },
};

export default mistake;
