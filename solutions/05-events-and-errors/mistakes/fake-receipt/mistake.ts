import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The payment was caught and given a receipt of its own, so that the order can go through.',
  cause: 'error-swallowed',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: `      else markFailed(span, error);
      throw error;`,
      replace: `      else {
        markFailed(span, error);
        return { id: 'receipt-to-come' };
      }
      throw error;`,
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: "return { id: 'receipt-to-come' }" },
};

export default mistake;
