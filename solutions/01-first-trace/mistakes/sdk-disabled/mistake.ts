import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'OTEL_SDK_DISABLED=true was left over from a day on which nobody wanted to see traces.',
  cause: 'sdk-disabled',
  task: 1,
  env: { OTEL_SDK_DISABLED: 'true' },
};

export default mistake;
