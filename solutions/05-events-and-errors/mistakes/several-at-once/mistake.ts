import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'An amount as text, no status, and an error answered by hand.',
  cause: 'number-as-text',
  task: 1,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: "'app.payment.amount': payment.amount,",
      replace: `'app.payment.amount': \`\${payment.amount}\`,`,
    },
    {
      files: ['order-service/take-payment.ts'],
      find: `  span.setStatus({ code: SpanStatusCode.ERROR, message: 'The card could not be charged.' });
`,
      replace: '',
    },
    {
      files: ['order-service/routes.ts'],
      find: `      // thrown on, so Express records it and the chassis logs and answers it
      throw error;`,
      replace: "      response.status(500).json({ error: { code: 'not-placed', message: String(error) } });",
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: 'app.payment.amount' },
};

export default mistake;
