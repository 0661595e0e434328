import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The port was remembered wrongly: 4317 and not 4318.',
  cause: 'http-to-grpc-port',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: "traceExporter: new OTLPTraceExporter({ url: 'http://localhost:4317/v1/traces' }),",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'localhost:4317' },
};

export default mistake;
