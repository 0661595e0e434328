import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The span is named after what was paid, so that one sees it at once in the list.',
  cause: 'value-in-name',
  task: 1,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: "startActiveSpan('take payment',",
      replace: `startActiveSpan(\`take payment of \${payment.amount} EUR\`,`,
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'take payment of' },
};

export default mistake;
