import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Put the span round the attributes, and the reservation after it.',
  cause: 'span-round-wrong-step',
  task: 3,
  edits: [
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
  tracer.startActiveSpan('reserve item', span => {
    span.setAttributes({ 'app.item.product': product, 'app.item.quantity': quantity });
    span.end();
  });
  return shop.inventory.reserve(product, quantity, delay);
};`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startActiveSpan('reserve item'` },
};

export default mistake;
