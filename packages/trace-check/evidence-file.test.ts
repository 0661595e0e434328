import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import type { Evidence } from './evidence.ts';
import { evidence, tinyLab } from './evidence-builder.ts';
import { EvidenceFileError, parseEvidence, readEvidence, writeEvidence } from './evidence-file.ts';
import { judge } from './judge.ts';

let dir = '';
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'evidence-'));
});
after(() => rm(dir, { recursive: true, force: true }));

const FULL: Evidence = evidence(
  [
    {
      name: 'an order',
      method: 'POST',
      body: { items: ['Laptop'] },
      answer: { total: 12.5 },
      traces: [
        span(
          'api-gateway',
          'POST /orders',
          {
            kind: 'server',
            status: { code: 'error', message: 'it broke' },
            events: [{ name: 'exception', at: 2, attributes: { 'exception.type': 'Error' } }],
            links: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }],
            attributes: {
              text: 'a',
              whole: 2n ** 60n,
              broken: 0.1,
              yes: true,
              list: ['a', 1],
              bytes: new Uint8Array([1, 2, 255]),
              'one point zero': { type: 'double', value: 1 },
              nan: { type: 'double', value: Number.NaN },
            },
          },
          [span('order-service', 'place order', { kind: 'internal' })],
        ),
      ],
      hops: [{ service: 'api-gateway', headers: { traceparent: '00-1-2-01' } }],
      calls: [{ service: 'api-gateway' }],
    },
    { name: 'the last order', last: true, failure: 'timeout' },
  ],
  {
    lostMail: [{ reason: 'wrong-path', path: '/', service: 'order-service' }],
    sources: { 'order-service/tracing.ts': "console.log('ü');\n" },
    processes: {
      'order-service': {
        startFailure: { reason: 'exited', code: null },
        stuckAt: [{ path: '/x.ts', line: 3 }],
        connections: [{ host: 'localhost', port: 4318, outcome: 'connected', count: 2 }],
      },
    },
  },
);

test('what was written is what is read', async () => {
  const path = join(dir, 'kept.json');
  await writeEvidence(path, FULL);
  assert.deepEqual(await readEvidence(path), FULL);
});

test('kept evidence gives the verdict the check gave', async () => {
  const path = join(dir, 'verdict.json');
  await writeEvidence(path, FULL);
  const lab = tinyLab([
    { rule: 'answers' },
    { rule: 'reports', services: ['order-service', 'user-service'] },
    { rule: 'span', span: { name: 'place order' }, status: 'error' },
  ]);
  assert.deepEqual(judge(lab, 'tiny', await readEvidence(path)), judge(lab, 'tiny', FULL));
});

test('the file is OTLP JSON where its spans are, so a trace viewer can open them', async () => {
  const path = join(dir, 'otlp.json');
  await writeEvidence(path, FULL);
  const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
  assert.ok(typeof kept === 'object' && kept !== null && 'traces' in kept);
  assert.ok(JSON.stringify(kept.traces).startsWith('{"resourceSpans":[{'));
});

const kept = async (change: (value: Record<string, unknown>) => unknown): Promise<string> => {
  const path = join(dir, 'changed.json');
  await writeEvidence(path, FULL);
  const value: Record<string, unknown> = JSON.parse(await readFile(path, 'utf8'));
  return JSON.stringify(change(value));
};

const refused = (text: string): string => {
  try {
    parseEvidence(text, 'some.json');
  } catch (error) {
    assert.ok(error instanceof EvidenceFileError, String(error));
    return error.message;
  }
  return 'accepted';
};

test('what is no evidence file is refused with the reason and with how to make one', async () => {
  const cases: [string, RegExp][] = [
    ['', /it is not JSON/],
    ['{', /it is not JSON/],
    ['[]', /its "format" is another/],
    ['null', /its "format" is another/],
    ['{"resourceSpans":[]}', /its "format" is another/],
    [await kept(value => ({ ...value, version: 2 })), /its version is 2, and 1 can be read/],
    [await kept(({ lab: _, ...rest }) => rest), /it names no lab/],
    [await kept(({ hops: _, ...rest }) => rest), /it lacks hops/],
    [await kept(({ traces: _, ...rest }) => rest), /it lacks traces/],
    [await kept(value => ({ ...value, seed: 'x' })), /it lacks seed/],
    [await kept(value => ({ ...value, requests: [1] })), /requests\[0\] has no id/],
    [await kept(value => ({ ...value, requests: [{ id: 'a', asked: null }] })), /requests\[0\] has no asked/],
    [await kept(value => ({ ...value, processes: [null] })), /processes\[0\] has no service/],
    [
      await kept(value => ({ ...value, sources: [{ service: 'x', file: 'y', path: 'z' }] })),
      /sources\[0\] has no text/,
    ],
    [await kept(value => ({ ...value, traces: { resourceSpans: 7 } })), /its traces can't be read/],
  ];
  for (const [text, why] of cases) {
    const said = refused(text);
    assert.match(said, why);
    assert.match(
      said,
      /^some\.json is not an evidence file: .* `npm run check-lab -- --save FILE` makes one\.$/,
    );
  }
});

test('a file that is not there, and a folder, are said so', async () => {
  await assert.rejects(readEvidence(join(dir, 'nowhere.json')), /There is no file .*nowhere\.json/);
  await assert.rejects(readEvidence(dir), (error: unknown) => error instanceof EvidenceFileError);
  await writeFile(join(dir, 'binary.json'), new Uint8Array([0, 255, 254]));
  await assert.rejects(readEvidence(join(dir, 'binary.json')), /it is not JSON/);
});
