import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The SDK is constructed, and the last line was lost in a merge.',
  cause: 'sdk-not-started',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: '\nsdk.start();\n',
      replace: '',
    },
    {
      files: ['order-service/tracing.ts'],
      find: 'const sdk = new',
      replace: 'export const sdk = new',
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'new NodeSDK' },
};

export default mistake;
