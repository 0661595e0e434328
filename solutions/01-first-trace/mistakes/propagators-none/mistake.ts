import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'OTEL_PROPAGATORS=none was left over from an experiment.',
  cause: 'propagators-none',
  task: 2,
  env: { OTEL_PROPAGATORS: 'none' },
};

export default mistake;
