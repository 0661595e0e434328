import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Ended the span of all items inside the loop, so it ends with the first one.',
  cause: 'span-ended-twice',
  task: 2,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: '      for (const item of items) reserved.push(await reserveItem(item, delay, shop));',
      replace: `      for (const item of items) {
        reserved.push(await reserveItem(item, delay, shop));
        span.end();
      }`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: 'span.end()' },
};

export default mistake;
