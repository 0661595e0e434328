import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The variable was copied from a blog post, path and all.',
  cause: 'endpoint-has-path',
  task: 1,
  env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/v1/traces' },
};

export default mistake;
