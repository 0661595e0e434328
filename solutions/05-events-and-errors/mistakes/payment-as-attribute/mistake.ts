import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The whole payment was set as one attribute, and the card number went with it.',
  cause: 'secret-in-span',
  task: 1,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: "'app.payment.currency': payment.currency,",
      replace: `'app.payment.currency': payment.currency,
      'app.payment': JSON.stringify(payment),`,
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'JSON.stringify(payment)' },
};

export default mistake;
