import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The status was set to OK when the card was checked; the charge failed after that.',
  cause: 'ok-is-final',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: "      span.addEvent('card checked');",
      replace: `      span.addEvent('card checked');
      span.setStatus({ code: SpanStatusCode.OK });`,
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'SpanStatusCode.OK' },
};

export default mistake;
