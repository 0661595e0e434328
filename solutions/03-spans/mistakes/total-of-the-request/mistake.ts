import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Added up the items of the request, which have no prices.',
  cause: 'attribute-nan',
  task: 4,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `span.setAttribute('app.order.total', total);`,
      replace: `span.setAttribute('app.order.total', calculateTotal(request.items as Item[]));`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: 'app.order.total' },
};

export default mistake;
