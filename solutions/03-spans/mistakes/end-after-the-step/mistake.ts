import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Ended the span after the loop, without finally.',
  cause: 'end-skipped-on-throw',
  task: 2,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `    try {
      for (const item of items) reserved.push(await reserveItem(item, delay, shop));
    } finally {
      span.end();
    }`,
      replace: `    for (const item of items) reserved.push(await reserveItem(item, delay, shop));
    span.end();`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: 'span.end()' },
};

export default mistake;
