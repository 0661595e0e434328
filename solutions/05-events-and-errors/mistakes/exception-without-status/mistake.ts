import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The exception was recorded, and the status forgotten.',
  cause: 'exception-without-status',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: `  span.setStatus({ code: SpanStatusCode.ERROR, message: 'The card could not be charged.' });
`,
      replace: '',
    },
    {
      files: ['order-service/take-payment.ts'],
      find: 'import { type Span, SpanStatusCode, trace }',
      replace: 'import { type Span, trace }',
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'recordException' },
};

export default mistake;
