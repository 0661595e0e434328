import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Numbered the items in the name of their spans.',
  cause: 'value-in-name',
  task: 3,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `const reserveItem = (
  { product, quantity }: WantedItem,
  delay: string | undefined,
  shop: Shop,
): Promise<Item> =>
  tracer.startActiveSpan('reserve item', async`,
      replace: `const reserveItem = (
  { product, quantity }: WantedItem,
  delay: string | undefined,
  shop: Shop,
  index: number,
): Promise<Item> =>
  tracer.startActiveSpan(\`reserve item \${index}\`, async`,
    },
    {
      files: ['order-service/place-order.ts'],
      find: 'for (const item of items) reserved.push(await reserveItem(item, delay, shop));',
      replace:
        'for (const [index, item] of items.entries()) reserved.push(await reserveItem(item, delay, shop, index));',
    },
  ],
  where: { file: 'order-service/place-order.ts', line: 'startActiveSpan(`reserve item' },
};

export default mistake;
