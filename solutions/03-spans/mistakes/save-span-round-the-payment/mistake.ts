import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: "Put the span 'save order' round the payment, one step too early.",
  cause: 'span-round-wrong-step',
  task: 4,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `  tracer.startActiveSpan('save order', async span => {
    try {
      await shop.faults.at('save order');
      return await shop.orders.save(order);
    } finally {
      span.end();
    }
  });`,
      replace: `{
  await shop.faults.at('save order');
  return shop.orders.save(order);
};`,
    },
    {
      files: ['order-service/place-order.ts'],
      find: 'const saveOrder = (order',
      replace: 'const saveOrder = async (order',
    },
    {
      files: ['order-service/place-order.ts'],
      find: 'const receipt = await shop.takePayment(payment, shop.terminal);',
      replace: `const receipt = await tracer.startActiveSpan('save order', async saving => {
        try {
          return await shop.takePayment(payment, shop.terminal);
        } finally {
          saving.end();
        }
      });`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startActiveSpan('save order'` },
};

export default mistake;
