import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Switched every instrumentation on, to be on the safe side.',
  cause: 'layers-twice',
  task: 5,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: 'import { NodeSDK }',
      replace: `import { NetInstrumentation } from '@opentelemetry/instrumentation-net';
import { RouterInstrumentation } from '@opentelemetry/instrumentation-router';
import { NodeSDK }`,
    },
    {
      files: ['order-service/tracing.ts'],
      find: `['express', 'http', 'https']`,
      replace: `['express', 'http', 'https', 'router', 'net']`,
    },
    {
      files: ['order-service/tracing.ts'],
      find: `    new ExpressInstrumentation(),
`,
      replace: `    new ExpressInstrumentation(),
    new RouterInstrumentation(),
    new NetInstrumentation(),
`,
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'new RouterInstrumentation' },
};

export default mistake;
