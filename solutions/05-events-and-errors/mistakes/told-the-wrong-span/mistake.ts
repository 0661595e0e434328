import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The failure was told to the active span of the handler, and not to the span of the payment.',
  cause: 'failure-not-told',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: `      else markFailed(span, error);
`,
      replace: '',
    },
    {
      files: ['order-service/routes.ts'],
      find: "      setOutcome('failed');",
      replace: `      setOutcome('failed');
      const span = trace.getActiveSpan();
      span?.recordException(String(error));
      span?.setStatus({ code: SpanStatusCode.ERROR });`,
    },
    {
      files: ['order-service/routes.ts'],
      find: 'import { context } from',
      replace: 'import { context, SpanStatusCode, trace } from',
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: "'take payment'" },
};

export default mistake;
