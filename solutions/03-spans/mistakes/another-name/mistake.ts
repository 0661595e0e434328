import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: "Named the span of saving 'store the order'.",
  cause: 'span-other-name',
  task: 4,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `startActiveSpan('save order'`,
      replace: `startActiveSpan('store the order'`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startActiveSpan('store the order'` },
};

export default mistake;
