import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Took startSpan for the span round the loop.',
  cause: 'span-not-active',
  task: 2,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `const reserveItems = ({ items, delay }: OrderRequest, shop: Shop, reserved: Item[]): Promise<void> =>
  tracer.startActiveSpan('reserve items', async span => {
    try {
      for (const item of items) reserved.push(await reserveItem(item, delay, shop));
    } finally {
      span.end();
    }
  });`,
      replace: `const reserveItems = async ({ items, delay }: OrderRequest, shop: Shop, reserved: Item[]): Promise<void> => {
  const span = tracer.startSpan('reserve items');
  try {
    for (const item of items) reserved.push(await reserveItem(item, delay, shop));
  } finally {
    span.end();
  }
};`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startSpan('reserve items')` },
};

export default mistake;
