import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import {
  currentLab,
  forgetLab,
  hintLevel,
  labProgress,
  nextHint,
  progressFile,
  readProgress,
  recordCheck,
  setCurrentLab,
} from './progress.ts';

const LAB = '01-first-trace';
let root = '';

beforeEach(context => {
  root = mkdtempSync(join(tmpdir(), 'progress-'));
  if ('after' in context) context.after(() => rmSync(root, { recursive: true, force: true }));
});

test('a workshop nobody has used yet has no progress and no current lab', async () => {
  assert.deepEqual(await readProgress(root), { version: 1, labs: {} });
  assert.equal(await currentLab(root), undefined);
});

test('a lab once passed stays passed, while its tasks follow the newest check', async () => {
  await recordCheck(root, { lab: LAB, passedTasks: [3, 1, 2], passed: true });
  await recordCheck(root, { lab: LAB, passedTasks: [1], passed: false });
  assert.deepEqual(labProgress(await readProgress(root), LAB), {
    checks: 2,
    passed: true,
    passedTasks: [1],
    hints: {},
  });
});

test('hints are given one level at a time and end at the third', async () => {
  assert.equal(await hintLevel(root, LAB, 2), 0);
  const levels = [await nextHint(root, LAB, 2), await nextHint(root, LAB, 2), await nextHint(root, LAB, 2)];
  assert.deepEqual(levels, [1, 2, 3]);
  assert.equal(await nextHint(root, LAB, 2), 3);
  assert.equal(await hintLevel(root, LAB, 1), 0, 'another task has its own count');
});

test('a lab that is forgotten begins anew and leaves the others alone', async () => {
  await recordCheck(root, { lab: LAB, passedTasks: [1], passed: true });
  await recordCheck(root, { lab: '03-spans', passedTasks: [2], passed: false });
  await forgetLab(root, LAB);
  assert.deepEqual(Object.keys((await readProgress(root)).labs), ['03-spans']);
});

for (const [what, text] of [
  ['torn', '{"version":1,"labs":{"01-fi'],
  ['of another form', '{"version":1,"labs":{"01-first-trace":{"checks":"many"}}}'],
  ['empty', ''],
] as const)
  test(`a progress file that is ${what} is kept aside, and progress begins anew`, async () => {
    mkdirSync(join(root, '.workshop'));
    writeFileSync(progressFile(root), text);
    await setCurrentLab(root, LAB);
    assert.equal(await currentLab(root), LAB);
    const kept = readdirSync(join(root, '.workshop')).filter(name =>
      name.startsWith('state.json.unreadable-'),
    );
    assert.equal(kept.length, 1);
  });

test('a lock left behind by a process that died does not block', async () => {
  mkdirSync(join(root, '.workshop'));
  const lock = join(root, '.workshop', 'state.lock');
  writeFileSync(lock, '');
  utimesSync(lock, new Date(0), new Date(0));
  await setCurrentLab(root, LAB);
  assert.equal(await currentLab(root), LAB);
});

test('four processes that record at once lose nothing', async () => {
  const program = `
    import { recordCheck } from ${JSON.stringify(join(import.meta.dirname, 'progress.ts'))};
    const [root, lab] = process.argv.slice(1);
    for (let i = 0; i < 25; i++) await recordCheck(root, { lab, passedTasks: [i], passed: false });`;
  const writers = ['01-a', '02-b', '03-c', '03-c'].map(lab =>
    spawn(process.execPath, ['--input-type=module', '-e', program, root, lab], { stdio: 'inherit' }),
  );
  const codes = await Promise.all(writers.map(async writer => (await once(writer, 'exit'))[0]));
  assert.deepEqual(codes, [0, 0, 0, 0]);
  const { labs } = await readProgress(root);
  assert.deepEqual(
    Object.entries(labs)
      .map(([lab, { checks }]) => [lab, checks])
      .sort(),
    [
      ['01-a', 25],
      ['02-b', 25],
      ['03-c', 50],
    ],
  );
  assert.deepEqual(readdirSync(join(root, '.workshop')), ['state.json']);
});
