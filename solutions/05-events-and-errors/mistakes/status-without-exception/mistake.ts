import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The status was set, and the exception not recorded.',
  cause: 'status-without-exception',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: `  const exception = error instanceof Error ? error : String(error);
  span.recordException(exception);
`,
      replace: '',
    },
    {
      files: ['order-service/take-payment.ts'],
      find: '(span: Span, error: unknown)',
      replace: '(span: Span)',
    },
    {
      files: ['order-service/take-payment.ts'],
      find: 'markFailed(span, error)',
      replace: 'markFailed(span)',
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'setStatus' },
};

export default mistake;
