import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Returned the saved order, and put the end of the span after the return.',
  cause: 'span-never-ended',
  task: 4,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `    try {
      await shop.faults.at('save order');
      return await shop.orders.save(order);
    } finally {
      span.end();
    }`,
      replace: `    await shop.faults.at('save order');
    return await shop.orders.save(order);
    span.end();`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startActiveSpan('save order'` },
};

export default mistake;
