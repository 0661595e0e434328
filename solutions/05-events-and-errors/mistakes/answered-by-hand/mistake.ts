import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Every failure was caught and answered with a kind sentence, and told to nobody.',
  cause: 'reason-lost',
  task: 5,
  edits: [
    {
      files: ['order-service/routes.ts'],
      find: `      // thrown on, so Express records it and the chassis logs and answers it
      throw error;`,
      replace: `      const status = error instanceof ShopError ? error.status : 500;
      response.status(status).json({ error: { code: 'not-placed', message: 'Please try again.' } });`,
    },
  ],
  where: { file: 'order-service/routes.ts', line: 'response.status(status)' },
};

export default mistake;
