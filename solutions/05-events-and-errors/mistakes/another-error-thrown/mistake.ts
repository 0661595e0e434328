import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The error was caught, told to the span, and another one thrown in its place.',
  cause: 'error-replaced',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: '      throw error;',
      replace: "      throw new Error('The payment did not work.');",
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'throw new Error' },
};

export default mistake;
