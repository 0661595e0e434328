import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'A failed order was answered with 200 and an error in the body.',
  cause: 'failure-answered-as-success',
  task: 2,
  edits: [
    {
      files: ['order-service/routes.ts'],
      find: `      // thrown on, so Express records it and the chassis logs and answers it
      throw error;`,
      replace: "      response.json({ ok: false, error: 'The order could not be placed.' });",
    },
  ],
  where: { file: 'order-service/routes.ts', line: 'ok: false' },
};

export default mistake;
