import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'The status of the answer was set by hand, under the name in an old book.',
  cause: 'old-attribute-name',
  task: 4,
  edits: [
    {
      files: ['order-service/routes.ts'],
      find: "        setOutcome('declined');",
      replace: `        setOutcome('declined');
        getRPCMetadata(context.active())?.span.setAttribute('http.status_code', 402);`,
    },
  ],
  where: { file: 'order-service/routes.ts', line: 'http.status_code' },
};

export default mistake;
