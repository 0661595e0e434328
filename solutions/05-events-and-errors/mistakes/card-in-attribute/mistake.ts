import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The card number was set as an attribute, to find the payments of one card.',
  cause: 'secret-in-span',
  task: 1,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: "'app.payment.currency': payment.currency,",
      replace: `'app.payment.currency': payment.currency,
      'app.payment.card': payment.card,`,
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'app.payment.card' },
};

export default mistake;
