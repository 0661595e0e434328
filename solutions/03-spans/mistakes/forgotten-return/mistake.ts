import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Moved saving into a span with braces, and forgot to return the order.',
  cause: 'value-not-returned',
  task: 1,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: '      return await shop.orders.save(order);',
      replace: '      await shop.orders.save(order);',
    },
  ],
};

export default mistake;
