import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: "Put one span 'reserve item' round the whole loop.",
  cause: 'one-span-for-all',
  task: 3,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `const reserveItem = (
  { product, quantity }: WantedItem,
  delay: string | undefined,
  shop: Shop,
): Promise<Item> =>
  tracer.startActiveSpan('reserve item', async span => {
    try {
      span.setAttributes({ 'app.item.product': product, 'app.item.quantity': quantity });
      return await shop.inventory.reserve(product, quantity, delay);
    } finally {
      span.end();
    }
  });`,
      replace: `const reserveEach = (items: WantedItem[], delay: string | undefined, shop: Shop, reserved: Item[]): Promise<void> =>
  tracer.startActiveSpan('reserve item', async span => {
    try {
      for (const { product, quantity } of items) {
        span.setAttributes({ 'app.item.product': product, 'app.item.quantity': quantity });
        reserved.push(await shop.inventory.reserve(product, quantity, delay));
      }
    } finally {
      span.end();
    }
  });`,
    },
    {
      files: ['order-service/place-order.ts'],
      find: 'for (const item of items) reserved.push(await reserveItem(item, delay, shop));',
      replace: 'await reserveEach(items, delay, shop, reserved);',
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startActiveSpan('reserve item'` },
};

export default mistake;
