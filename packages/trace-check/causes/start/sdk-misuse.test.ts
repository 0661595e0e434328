import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessRecord } from '../../evidence.ts';
import { evidence, findingsOf, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';

/** order-service is down, with this tracing.ts. */
const down = (tracing: string, process: Partial<ProcessRecord>): Finding | undefined =>
  findingsOf(
    tinyLab([{ rule: 'answers' }]),
    evidence([], {
      processes: { 'order-service': process },
      sources: { 'order-service/tracing.ts': tracing },
    }),
  )[0];

const failed = { reason: 'exited', code: 1 } as const;

test('an exporter given to a processor of version 3 is found where the processor is made', () => {
  const stack =
    'TypeError\n    at doExport (file:///x/sdk-trace/dist/export/BatchSpanProcessorBase.mjs:105:41)';
  const message = "Cannot read properties of undefined (reading 'export')";
  const finding = down(
    'const sdk = new NodeSDK({\n  spanProcessors: [new BatchSpanProcessor(exporter)],\n});\n',
    {
      endedEarly: true,
      crash: { name: 'TypeError', message, stack },
    },
  );
  assert.equal(finding?.cause, 'processor-options');
  assert.match(finding.next, /new BatchSpanProcessor\(\{ exporter/);
  assert.equal(finding.where?.line, 2);
});

test('the same words from elsewhere are a crash like any other', () => {
  const finding = down('run();\n', {
    endedEarly: true,
    crash: {
      name: 'TypeError',
      message: "Cannot read properties of undefined (reading 'x')",
      stack: 'TypeError\n    at run (file:///shop/labs/01/order-service/tracing.ts:1:1)',
    },
  });
  assert.equal(finding?.cause, 'crash');
});

test('the register of node:module points at its import', () => {
  const line = "import { register } from 'node:module';";
  const finding = down(`${line}\nregister({ include: ['express'] });\n`, {
    startFailure: failed,
    lines: ['TypeError: Failed to resolve module specifier "[object Object]" from "data:"'],
  });
  assert.equal(finding?.cause, 'register-of-node');
  assert.equal(finding.where?.code, line);
});

test('a class among the instrumentations is found in their list', () => {
  const finding = down(
    "import { HttpInstrumentation } from 'x';\nnew NodeSDK({\n  instrumentations: [HttpInstrumentation],\n}).start();\n",
    {
      startFailure: failed,
      crash: { name: 'TypeError', message: 'instrumentation.setTracerProvider is not a function', stack: '' },
    },
  );
  assert.equal(finding?.cause, 'class-not-made');
  assert.equal(finding.where?.line, 3);
});
