import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The host is the name the collector has at work.',
  cause: 'unknown-host',
  task: 2,
  edits: [
    {
      files: ['order-service/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: "traceExporter: new OTLPTraceExporter({ url: 'http://otel-collector:4318/v1/traces' }),",
    },
  ],
  where: { file: 'order-service/tracing.ts', line: 'otel-collector' },
};

export default mistake;
