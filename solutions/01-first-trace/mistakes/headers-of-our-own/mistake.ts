import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The team had headers of its own before, Trace-ID and Span-ID, and kept to them.',
  cause: 'home-made-headers',
  task: 2,
  edits: [
    {
      files: ['api-gateway/tracing.ts'],
      find: "new HttpInstrumentation({ ignoreIncomingRequestHook: request => request.url === '/health' }),",
      replace:
        "new HttpInstrumentation({\n      ignoreIncomingRequestHook: request => request.url === '/health',\n      requestHook: (span, request) => {\n        if (!('setHeader' in request)) return;\n        const { traceId, spanId } = span.spanContext();\n        request.setHeader('Trace-ID', traceId);\n        request.setHeader('Span-ID', spanId);\n      },\n    }),",
    },
    {
      files: ['api-gateway/tracing.ts'],
      find: 'traceExporter: new OTLPTraceExporter(),',
      replace: 'traceExporter: new OTLPTraceExporter(),\n  textMapPropagator: null,',
    },
  ],
  where: { file: 'api-gateway/tracing.ts', line: "'Trace-ID'" },
};

export default mistake;
