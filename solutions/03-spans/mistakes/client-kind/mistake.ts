import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Gave the span of a reservation the kind client, as it calls another service.',
  cause: 'kind-of-a-step',
  task: 3,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: 'import { trace } from',
      replace: 'import { SpanKind, trace } from',
    },
    {
      files: ['order-service/place-order.ts'],
      find: `startActiveSpan('reserve item', async`,
      replace: `startActiveSpan('reserve item', { kind: SpanKind.CLIENT }, async`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: `startActiveSpan('reserve item'` },
};

export default mistake;
