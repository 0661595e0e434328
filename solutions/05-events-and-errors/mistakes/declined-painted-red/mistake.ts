import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Every error of a payment was marked as a failure, a declined card among them.',
  cause: 'answer-painted-red',
  task: 3,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: '      else markFailed(span, error);',
      replace: '      markFailed(span, error);',
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'SpanStatusCode.ERROR' },
};

export default mistake;
