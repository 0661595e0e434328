import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The error was recorded and not thrown again.',
  cause: 'error-swallowed',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: `      throw error;
`,
      replace: '',
    },
    {
      files: ['order-service/take-payment.ts'],
      find: 'terminal: PaymentTerminal): Promise<Receipt> =>',
      replace: 'terminal: PaymentTerminal): Promise<Receipt | undefined> =>',
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'catch (error)' },
};

export default mistake;
