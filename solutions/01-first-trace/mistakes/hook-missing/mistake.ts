import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The colleague came from CommonJS, where nothing has to be registered.',
  cause: 'no-esm-hook',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: "import { register } from 'import-in-the-middle/register-hooks.mjs';\n",
      replace: '',
    },
    {
      files: ['order-service/tracing.ts'],
      find: "register({ include: ['express', 'http', 'https'] });\n",
      replace: '',
    },
    {
      files: ['order-service/tracing.ts'],
      find: '// express is an ES module import in this shop: without the hook it would load unseen\n',
      replace: '',
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'new NodeSDK' },
};

export default mistake;
