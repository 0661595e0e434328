import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Set the total in finally, after the span had ended.',
  cause: 'attribute-after-end',
  task: 4,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `      span.setAttribute('app.order.total', total);
`,
      replace: '',
    },
    {
      files: ['order-service/place-order.ts'],
      find: `      throw error;
    } finally {
      span.end();
    }`,
      replace: `      throw error;
    } finally {
      span.end();
      span.setAttribute('app.order.total', calculateTotal(reserved));
    }`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: 'app.order.total' },
};

export default mistake;
