import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The check of the card was started and not awaited.',
  cause: 'promise-not-awaited',
  task: 1,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: 'await terminal.checkCard(payment);',
      replace: 'terminal.checkCard(payment);',
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'terminal.checkCard' },
};

export default mistake;
