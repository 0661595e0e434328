import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Started the span of all items inside the loop.',
  cause: 'span-in-loop',
  task: 2,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `  tracer.startActiveSpan('reserve items', async span => {
    try {
      for (const item of items) reserved.push(await reserveItem(item, delay, shop));
    } finally {
      span.end();
    }
  });`,
      replace: `{
  for (const item of items)
    await tracer.startActiveSpan('reserve items', async span => {
      try {
        reserved.push(await reserveItem(item, delay, shop));
      } finally {
        span.end();
      }
    });
};`,
    },
    {
      files: ['order-service/place-order.ts'],
      find: 'const reserveItems = ({ items, delay }: OrderRequest, shop: Shop, reserved: Item[]): Promise<void> =>',
      replace:
        'const reserveItems = async ({ items, delay }: OrderRequest, shop: Shop, reserved: Item[]): Promise<void> =>',
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startActiveSpan('reserve items'` },
};

export default mistake;
