import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The outcome was set on the active span.',
  cause: 'attribute-on-another-span',
  task: 4,
  edits: [
    {
      files: ['order-service/routes.ts'],
      find: 'getRPCMetadata(context.active())?.span.setAttribute',
      replace: 'trace.getActiveSpan()?.setAttribute',
    },
    { files: ['order-service/routes.ts'], find: 'import { context } from', replace: 'import { trace } from' },
    {
      files: ['order-service/routes.ts'],
      find: `import { getRPCMetadata } from '@opentelemetry/core';
`,
      replace: '',
    },
  ],
  where: { file: 'order-service/routes.ts', line: 'app.order.outcome' },
};

export default mistake;
