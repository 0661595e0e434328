import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The failure was marked with error=true, as the tracer before this one wanted it.',
  cause: 'error-as-attribute',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: "span.setStatus({ code: SpanStatusCode.ERROR, message: 'The card could not be charged.' });",
      replace: "span.setAttribute('error', true);",
    },
    {
      files: ['order-service/take-payment.ts'],
      find: 'import { type Span, SpanStatusCode, trace }',
      replace: 'import { type Span, trace }',
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: "setAttribute('error'" },
};

export default mistake;
