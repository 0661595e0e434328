import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The resource was merged by hand, in the wrong order.',
  cause: 'defaults-win',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: "  serviceName: 'order-service',\n",
      replace:
        "  resource: resourceFromAttributes({ 'service.name': 'order-service' }).merge(defaultResource()),\n",
    },
    {
      files: ['order-service/tracing.ts'],
      find: "import { register } from 'import-in-the-middle/register-hooks.mjs';\n",
      replace:
        "import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';\nimport { register } from 'import-in-the-middle/register-hooks.mjs';\n",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'merge(defaultResource())' },
};

export default mistake;
