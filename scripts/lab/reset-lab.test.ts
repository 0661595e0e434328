import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { resetLab } from './reset-lab.ts';

let root = '';
const lab = () => ({
  number: '01',
  slug: '01-first-trace',
  dir: join(root, 'labs', '01-first-trace'),
  solutionDir: join(root, 'solutions', '01-first-trace'),
});
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const NOON = new Date('2026-11-21T12:00:00Z');

beforeEach(context => {
  root = mkdtempSync(join(tmpdir(), 'reset-'));
  if ('after' in context) context.after(() => rmSync(root, { recursive: true, force: true }));
  write('labs/01-first-trace/README.md', 'the task');
  write('labs/01-first-trace/lab.ts', 'the manifest');
  for (const file of ['api-gateway/tracing.ts', 'user-service/tracing.ts']) {
    write(`solutions/01-first-trace/starter/${file}`, 'starter');
    write(`labs/01-first-trace/${file}`, 'starter');
  }
});

test('changed files come back, and the work is kept aside whole', async () => {
  write('labs/01-first-trace/api-gateway/tracing.ts', 'my work');
  write('labs/01-first-trace/api-gateway/mine.ts', 'a file of my own');
  rmSync(join(root, 'labs/01-first-trace/user-service/tracing.ts'));
  const reset = await resetLab(root, lab(), NOON);
  assert.equal(reset?.keptIn, '.workshop/kept/01-first-trace/2026-11-21T12-00-00');
  assert.equal(read(`${reset.keptIn}/api-gateway/tracing.ts`), 'my work');
  assert.equal(read(`${reset.keptIn}/api-gateway/mine.ts`), 'a file of my own');
  assert.equal(read('labs/01-first-trace/api-gateway/tracing.ts'), 'starter');
  assert.equal(read('labs/01-first-trace/user-service/tracing.ts'), 'starter');
  assert.equal(existsSync(join(root, 'labs/01-first-trace/api-gateway/mine.ts')), false);
  assert.equal(read('labs/01-first-trace/README.md'), 'the task');
});

test('a lab nobody has touched is left as it is, and nothing is kept', async () => {
  assert.deepEqual(await resetLab(root, lab(), NOON), { kept: [], keptIn: undefined, restored: [] });
  assert.equal(existsSync(join(root, '.workshop')), false);
});

test('two resets within a second keep both versions', async () => {
  write('labs/01-first-trace/api-gateway/tracing.ts', 'one');
  const first = await resetLab(root, lab(), NOON);
  write('labs/01-first-trace/api-gateway/tracing.ts', 'two');
  const second = await resetLab(root, lab(), NOON);
  assert.equal(read(`${first?.keptIn}/api-gateway/tracing.ts`), 'one');
  assert.equal(read(`${second?.keptIn}/api-gateway/tracing.ts`), 'two');
});

test('without a pristine copy nothing is touched', async () => {
  write('labs/01-first-trace/api-gateway/tracing.ts', 'my work');
  rmSync(join(root, 'solutions'), { recursive: true });
  assert.equal(await resetLab(root, lab(), NOON), undefined);
  assert.equal(read('labs/01-first-trace/api-gateway/tracing.ts'), 'my work');
});
