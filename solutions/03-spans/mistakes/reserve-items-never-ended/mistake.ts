import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Started the span round the loop and forgot to end it.',
  cause: 'span-never-ended',
  task: 2,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `    try {
      for (const item of items) reserved.push(await reserveItem(item, delay, shop));
    } finally {
      span.end();
    }`,
      replace: `    span.setAttribute('app.order.items', items.length);
    for (const item of items) reserved.push(await reserveItem(item, delay, shop));`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startActiveSpan('reserve items'` },
};

export default mistake;
