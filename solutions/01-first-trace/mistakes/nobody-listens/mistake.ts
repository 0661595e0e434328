import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The port was made up.',
  cause: 'nobody-listens',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: "traceExporter: new OTLPTraceExporter({ url: 'http://localhost:9999/v1/traces' }),",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'localhost:9999' },
};

export default mistake;
