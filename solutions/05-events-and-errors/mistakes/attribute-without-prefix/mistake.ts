import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The amount was called payment.amount, as in another shop.',
  cause: 'attribute-misspelled',
  task: 1,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: "'app.payment.amount': payment.amount,",
      replace: "'payment.amount': payment.amount,",
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: "'payment.amount'" },
};

export default mistake;
