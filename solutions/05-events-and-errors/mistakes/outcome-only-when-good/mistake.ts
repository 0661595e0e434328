import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The outcome was set where the order was placed or declined, and forgotten where it failed.',
  cause: 'attribute-on-some-paths',
  task: 4,
  edits: [
    {
      files: ['order-service/routes.ts'],
      find: `      setOutcome('failed');
`,
      replace: '',
    },
  ],
  where: { file: 'order-service/routes.ts', line: 'app.order.outcome' },
};

export default mistake;
