import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'SpanStatusCode was used and not imported; the line runs only when a payment breaks.',
  cause: 'error-in-part',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: 'import { type Span, SpanStatusCode, trace }',
      replace: 'import { type Span, trace }',
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'SpanStatusCode.ERROR' },
};

export default mistake;
