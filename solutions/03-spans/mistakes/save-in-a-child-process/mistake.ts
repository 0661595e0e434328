import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Moved saving into a program of its own, started for each order.',
  cause: 'child-process-without-context',
  task: 4,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: 'import { trace }',
      replace: `import { fork } from 'node:child_process';
import { once } from 'node:events';
import { trace }`,
    },
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
  const program = fork(new URL('./save-order.ts', import.meta.url));
  program.send(order);
  await once(program, 'exit');
  await shop.faults.at('save order');
  return shop.orders.save(order);
};`,
    },
    {
      files: ['order-service/place-order.ts'],
      find: 'const saveOrder = (order',
      replace: 'const saveOrder = async (order',
    },
  ],
  adds: ['order-service/save-order.ts'],
  where: { file: 'order-service/place-order.ts', line: 'fork(' },
};

export default mistake;
