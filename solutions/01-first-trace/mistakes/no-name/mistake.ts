import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The name was left out: it seemed to be known from the folder.',
  cause: 'no-service-name',
  task: 3,
  edits: [
    {
      files: ['user-service/tracing.ts'],
      find: "  serviceName: 'user-service',\n",
      replace: '',
    },
  ],
  where: { file: 'user-service/tracing.ts', line: 'new NodeSDK' },
};

export default mistake;
