import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The service was to stop at once when told to.',
  cause: 'exit-on-signal',
  task: 4,
  edits: [
    {
      files: ['user-service/tracing.ts'],
      find: 'sdk.start();',
      replace: "sdk.start();\n\nprocess.once('SIGTERM', () => process.exit(0));",
    },
  ],
  where: { file: 'user-service/tracing.ts', line: 'process.exit(0)' },
};

export default mistake;
