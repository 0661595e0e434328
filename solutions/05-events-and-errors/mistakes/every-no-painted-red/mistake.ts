import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The handler painted the entry span red for whatever was thrown, an unknown user among it.',
  cause: 'answer-painted-red',
  task: 3,
  edits: [
    {
      files: ['order-service/routes.ts'],
      find: "      setOutcome('failed');",
      replace: `      setOutcome('failed');
      getRPCMetadata(context.active())?.span.setStatus({ code: SpanStatusCode.ERROR });`,
    },
    {
      files: ['order-service/routes.ts'],
      find: 'import { context } from',
      replace: 'import { context, SpanStatusCode } from',
    },
  ],
  where: { file: 'order-service/routes.ts', line: 'SpanStatusCode.ERROR' },
};

export default mistake;
