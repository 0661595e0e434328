import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Reserved the item first, and then started a span to write down what was reserved.',
  cause: 'span-round-wrong-step',
  task: 3,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `const reserveItem = (
  { product, quantity }`,
      replace: `const reserveItem = async (
  { product, quantity }`,
    },
    {
      files: ['order-service/place-order.ts'],
      find: `  tracer.startActiveSpan('reserve item', async span => {
    try {
      span.setAttributes({ 'app.item.product': product, 'app.item.quantity': quantity });
      return await shop.inventory.reserve(product, quantity, delay);
    } finally {
      span.end();
    }
  });`,
      replace: `{
  const item = await shop.inventory.reserve(product, quantity, delay);
  return tracer.startActiveSpan('reserve item', span => {
    try {
      span.setAttributes({ 'app.item.product': product, 'app.item.quantity': quantity });
      return item;
    } finally {
      span.end();
    }
  });
};`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: "startActiveSpan('reserve item'" },
};

export default mistake;
