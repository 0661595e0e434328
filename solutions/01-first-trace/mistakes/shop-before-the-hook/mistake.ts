import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'She wanted one file to run, so tracing.ts imports main.ts, and Express comes with it.',
  cause: 'loaded-too-early',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: "import { register } from 'import-in-the-middle/register-hooks.mjs';\n",
      replace:
        "import { register } from 'import-in-the-middle/register-hooks.mjs';\nimport '#services/order-service/main.ts';\n",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: "import '#services/order-service/main.ts'" },
};

export default mistake;
