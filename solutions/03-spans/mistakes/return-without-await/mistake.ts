import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Returned the promise of the reservation without awaiting it inside the try.',
  cause: 'ended-before-child',
  task: 3,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: 'return await shop.inventory.reserve(',
      replace: 'return shop.inventory.reserve(',
    },
  ],
  where: { file: 'order-service/place-order.ts', line: 'return shop.inventory.reserve(' },
};

export default mistake;
