import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'tracing.ts was copied from the gateway, name and all.',
  cause: 'shared-name',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: "serviceName: 'order-service'",
      replace: "serviceName: 'api-gateway'",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: "serviceName: 'api-gateway'" },
};

export default mistake;
