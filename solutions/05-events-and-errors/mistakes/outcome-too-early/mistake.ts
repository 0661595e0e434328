import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The outcome was set to placed before the order was, and never changed.',
  cause: 'same-value-always',
  task: 4,
  edits: [
    {
      files: ['order-service/routes.ts'],
      find: `      const order = await placeOrder(orderRequest, shop);
      setOutcome('placed');`,
      replace: `      setOutcome('placed');
      const order = await placeOrder(orderRequest, shop);`,
    },
    {
      files: ['order-service/routes.ts'],
      find: `        setOutcome('declined');
`,
      replace: '',
    },
    {
      files: ['order-service/routes.ts'],
      find: `      setOutcome('failed');
`,
      replace: '',
    },
  ],
  where: { file: 'order-service/routes.ts', line: "setOutcome('placed')" },
};

export default mistake;
