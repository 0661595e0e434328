import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Set the total when the span starts, where nobody knows it yet.',
  cause: 'attribute-undefined',
  task: 4,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `    const reserved: Item[] = [];
    try {
      checkOrder(request);`,
      replace: `    const reserved: Item[] = [];
    let total: number | undefined;
    span.setAttributes({ 'app.order.total': total });
    try {
      checkOrder(request);`,
    },
    {
      files: ['order-service/place-order.ts'],
      find: `const total = calculateTotal(reserved);
      span.setAttribute('app.order.total', total);`,
      replace: 'total = calculateTotal(reserved);',
    },
  ],
  where: { file: 'order-service/place-order.ts', line: 'app.order.total' },
};

export default mistake;
