import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The amount was formatted for people, with two digits, and set like that.',
  cause: 'number-as-text',
  task: 1,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: "'app.payment.amount': payment.amount,",
      replace: "'app.payment.amount': payment.amount.toFixed(2),",
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'payment.amount.toFixed(2)' },
};

export default mistake;
