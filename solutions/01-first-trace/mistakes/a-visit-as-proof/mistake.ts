import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story:
    'tracing.ts looks whether anything is there before it starts: it visits port 4317 and reads the empty answer as a no.',
  cause: 'visit-is-no-proof',
  task: 1,
  edits: [
    {
      files: ['api-gateway/tracing.ts'],
      find: '\nsdk.start();\n',
      replace:
        "\n// no collector, no tracing\nconst answer = await fetch('http://localhost:4317').catch(() => undefined);\nif (answer?.ok) sdk.start();\n",
    },
  ],
  where: { file: 'api-gateway/tracing.ts', line: "fetch('http://localhost:4317')" },
};

export default mistake;
