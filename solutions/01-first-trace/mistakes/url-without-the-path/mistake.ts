import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The address of the trace store was written into the code as a base address.',
  cause: 'url-without-path',
  task: 3,
  edits: [
    {
      files: ['user-service/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: "traceExporter: new OTLPTraceExporter({ url: 'http://localhost:4318' }),",
    },
  ],
  where: { file: 'user-service/tracing.ts', line: "url: 'http://localhost:4318'" },
};

export default mistake;
