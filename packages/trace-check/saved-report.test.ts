import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import type { Evidence } from './evidence.ts';
import { evidence } from './evidence-builder.ts';
import { writeEvidence } from './evidence-file.ts';
import { reportOfSaved } from './saved-report.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const saved = async (changes: Partial<Evidence>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'saved-'));
  const traces = [span('api-gateway', 'GET /orders/:id', { kind: 'server' })];
  await writeEvidence(join(folder, 'kept.json'), {
    ...evidence([{ name: 'an order', traces }]),
    ...changes,
  });
  const text = await readFile(join(folder, 'kept.json'), 'utf8');
  await rm(folder, { recursive: true });
  return text;
};
const why = async (text: string): Promise<string> => {
  const judged = await reportOfSaved(ROOT, text);
  return 'why' in judged ? judged.why : 'it was judged';
};

test('evidence of a lab that is here is judged anew', async () => {
  const judged = await reportOfSaved(ROOT, await saved({ lab: '01-first-trace' }));
  assert.ok('report' in judged);
  assert.equal(judged.report.lab, '01-first-trace');
  assert.equal(judged.report.passed, false);
  assert.deepEqual(
    judged.report.rows.map(({ change }) => change),
    ['matched', 'missing', 'missing', 'missing', 'missing'],
  );
});

test('what can’t be judged says why, and throws nothing', async () => {
  assert.equal(await why(await saved({ lab: '98-nowhere' })), 'There is no lab 98-nowhere here.');
  assert.match(await why('{"format":"follow-the-request/evidence","version":2}'), /its version is 2/);
  const text = await saved({ lab: '01-first-trace' });
  const changed = text.replace('"name": "an order"', '"name": 7');
  assert.notEqual(changed, text);
  assert.match(await why(changed), /gives no report: findings\[0\]\.request is no text/);
});
