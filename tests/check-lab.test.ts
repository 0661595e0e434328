// check-lab as a learner meets it: in a copy of the workshop, with real services, on good work and on bad.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Finding, Verdict } from '#trace-check/finding.ts';
import { type Ended, edit, FIRST, openLearner, SPANS, START, TRACING, verdictOf } from './learner.ts';
import { nothingIsLeft, processesOf } from './still-there.ts';
import { statusOf, until } from './workshop-copy.ts';

const { workshop, outside, check, ownCopy, fingerprint } = await openLearner();

test('a solution passes with 0, a starter does not with 1, and progress is of the own files only', async () => {
  const before = fingerprint();
  const state = join(workshop.folder, '.workshop', 'state.json');
  const solution = await check('1', '--solution');
  assert.equal(solution.code, 0, solution.said);
  assert.match(solution.said, /✓ done {4}4\. /);
  assert.match(solution.said, /Passed\./);
  assert.ok(!existsSync(state));
  const starter = await check('first-trace');
  assert.equal(starter.code, 1, starter.said);
  assert.match(starter.said, /○ not yet 1\. /);
  assert.match(starter.said, /Fix this first \(task 1, /);
  assert.ok(
    starter.said.split('\n').every(line => line.length <= 80 || /^ {2}where /.test(line)),
    starter.said,
  );
  const progress = JSON.parse(readFileSync(state, 'utf8'));
  assert.equal(progress.currentLab, FIRST);
  assert.deepEqual(progress.labs[FIRST].passedTasks, []);
  assert.equal(fingerprint(), before);
});

test('two checks of the same folder at the same time do not see each other', async () => {
  const dir = ownCopy('twice', FIRST);
  const both = await Promise.all([check('01', '--dir', dir, '--json'), check('01', '--dir', dir, '--json')]);
  for (const one of both) {
    assert.equal(one.code, 0, one.said);
    assert.deepEqual(verdictOf(one).findings, []);
  }
});

const withoutTime = (end: Ended): Verdict => ({ ...verdictOf(end), ...{ tookMs: 0 } });

test('evidence that was kept gives the same verdict again, and what is no evidence is refused', async () => {
  const kept = join(outside, 'kept.json');
  const dir = ownCopy('kept', FIRST);
  edit(join(dir, TRACING), "serviceName: 'order-service'", "serviceName: 'orders'");
  const first = await check('01', '--dir', dir, '--json', '--save', kept, '--seed', '7');
  assert.equal(first.code, 1, first.said);
  const [again, other, none, missing] = await Promise.all([
    check('--from', kept, '--json'),
    check('03', '--from', kept),
    check('--from', join(workshop.folder, 'package.json')),
    check('--from', join(outside, 'nowhere.json')),
  ]);
  assert.equal(again.code, 1);
  assert.deepEqual(withoutTime(again), withoutTime(first));
  assert.equal(other.code, 2);
  assert.match(other.said, /holds evidence of 01-first-trace, not of 03-spans/);
  assert.equal(none.code, 2);
  assert.match(none.said, /package\.json is not an evidence file: its "format" is another/);
  assert.equal(missing.code, 2);
  assert.match(missing.said, /There is no file .*nowhere\.json/);
  const unwritable = await check('01', '--solution', '--save', join(outside, 'no', 'such', 'folder.json'));
  assert.equal(unwritable.code, 2);
  assert.match(unwritable.said, /Passed\.[\s\S]*The evidence could not be kept in/);
});

test('what can not be checked is said in one message, with 2', async () => {
  const empty = join(outside, 'empty');
  mkdirSync(empty, { recursive: true });
  const half = ownCopy('half', FIRST);
  rmSync(join(half, 'user-service'), { recursive: true });
  const cases: [string[], RegExp][] = [
    [['99'], /There is no lab "99"\. There are:\n\s+01 {2}first-trace/],
    [['01', '--wath'], /Unknown option '--wath'/],
    [['01', '--mistake', 'nonsense'], /has no mistake "nonsense"\. It has: /],
    [['01', '--dir', join(outside, 'nowhere')], /There is no folder .*nowhere/],
    [['01', '--dir', empty], /holds no part of the shop\. It needs the form of labs\/01-first-trace/],
    [
      ['01', '--dir', half],
      /Not there: .*user-service\/tracing\.ts\. Without it the finished shop would be checked/,
    ],
    [['01', '--jaeger', 'http://localhost:9'], /localhost:9/],
    [['01', '--hint', '9'], /has no task 9\. Its tasks are 1 to/],
  ];
  await Promise.all(
    cases.map(async ([args, why]) => {
      const { code, said } = await check(...args);
      assert.equal(code, 2, `${args.join(' ')}\n${said}`);
      assert.match(said, why);
      assert.doesNotMatch(said, /\n\s+at |The check itself broke/, args.join(' '));
    }),
  );
  const inJson = await check('99', '--json');
  assert.equal(inJson.code, 2);
  assert.match(JSON.parse(inJson.said).error, /There is no lab "99"/);
});

test('hints come one level at a time, and the third says where the solution is', async () => {
  const levels: string[] = [];
  for (let asked = 0; asked < 4; asked++) {
    const { code, said } = await check('01', '--hint', '2');
    assert.equal(code, 0, said);
    levels.push(/\((\d) of 3\)/.exec(said)?.[1] ?? said);
    if (asked >= 2) assert.match(said, /solutions\/01-first-trace/);
  }
  assert.deepEqual(levels, ['1', '2', '3', '3']);
});

test('a part that is gone is said, with the way to bring it back, and never passes', async () => {
  const part = join(workshop.folder, 'labs', FIRST, TRACING);
  const text = readFileSync(part, 'utf8');
  rmSync(part);
  try {
    const { code, said } = await check('01');
    assert.equal(code, 2, said);
    assert.match(said, /Not there: labs\/01-first-trace\/order-service\/tracing\.ts/);
    assert.match(said, /npm run lab reset 01/);
  } finally {
    writeFileSync(part, text);
  }
});

const servicesRun = (): Promise<true> =>
  until(
    'the services of a check',
    () => processesOf(workshop).some(line => /services\/.*main\.ts/.test(line)) || undefined,
  );

test('Ctrl-C in the middle ends the check with 130, says no verdict and leaves no process', async () => {
  const command = workshop.run('check-lab', ['01', '--solution']);
  await servicesRun();
  command.child.kill('SIGINT');
  assert.equal(await command.exited, 130);
  assert.equal(command.output(), '');
  await nothingIsLeft(workshop);
});

test('a check that is killed leaves no process either', async () => {
  const command = workshop.run('check-lab', ['01', '--solution']);
  await servicesRun();
  command.child.kill('SIGKILL');
  await command.exited;
  await nothingIsLeft(workshop);
});

test('watch judges every save anew, the last of several quick ones for sure, and ends on Ctrl-C', async context => {
  const dir = ownCopy('watch', FIRST);
  const part = join(dir, TRACING);
  const good = readFileSync(part, 'utf8');
  const command = workshop.run('check-lab', ['01', '--dir', dir, '--watch']);
  context.after(() => command.child.kill('SIGINT'));
  const verdicts = (): number => command.output().split('Waiting for a save').length - 1;
  /** What was said since the save, once the check waits again. */
  const after = async (save: () => void, wanted: RegExp): Promise<void> => {
    const said = command.output().length;
    const told = verdicts();
    save();
    await until(`${wanted} after a save`, () =>
      verdicts() > told && wanted.test(command.output().slice(said)) ? true : undefined,
    );
  };
  await command.says(/Passed\.[\s\S]*Waiting for a save/);
  await after(() => writeFileSync(part, good.replace(START, 'sdk.go();')), /\(task 1, crash\)/);
  await after(() => rmSync(part), /Not there: /);
  await after(() => {
    writeFileSync(part, 'const a = {;\n');
    writeFileSync(part, good.replace(START, ''));
    writeFileSync(part, good);
  }, /Passed\./);
  command.child.kill('SIGINT');
  assert.equal(await command.exited, 130);
  await nothingIsLeft(workshop);
});

test('the trace that was judged can be opened in the store that runs, and the running shop can be checked', async context => {
  for (const file of ['api-gateway', 'order-service', 'user-service'])
    cpSync(
      join(workshop.folder, 'solutions', FIRST, file, 'tracing.ts'),
      join(workshop.folder, 'labs', FIRST, file, 'tracing.ts'),
    );
  const lab = workshop.run('lab', ['01']);
  context.after(() => lab.child.kill('SIGINT'));
  await lab.says(/npm run check-lab 01/);
  await until('the shop', async () =>
    (await statusOf(workshop.url('API_GATEWAY_PORT', '/orders/1001'))) === 200 ? true : undefined,
  );

  const own = await check('01');
  assert.equal(own.code, 0, own.said);
  const [, address = ''] = /The trace: (http:\S+)/.exec(own.said) ?? [];
  assert.ok(address.startsWith(workshop.url('UI_PORT', '/trace/')), own.said);
  const id = address.split('/').at(-1) ?? '';
  assert.equal(await statusOf(workshop.url('UI_PORT', `/api/v3/traces/${id}`)), 200);
  const [, page = ''] = /Expected and arrived: (http:\S+)/.exec(own.said) ?? [];
  assert.equal(page, workshop.url('UI_PORT', `/check/${FIRST}`));
  assert.equal(await statusOf(page), 200);

  const through = await check('01', '--jaeger', workshop.url('UI_PORT', ''));
  assert.equal(through.code, 0, through.said);
  assert.match(through.said, /Not tried through Jaeger: what happens to the last spans/);

  lab.child.kill('SIGINT');
  await lab.exited;
  await nothingIsLeft(workshop);
});

test('every finding a learner sees has an observation, a cause and a next step', async () => {
  const end = await check('03', '--dir', join(workshop.folder, 'solutions', SPANS, 'starter'), '--json');
  const { findings } = verdictOf(end);
  assert.ok(findings.length > 0);
  const sentence = ({ saw, message, next }: Finding): boolean =>
    [saw, message, next].every(text => /[.?]$/.test(text));
  for (const finding of findings) assert.ok(sentence(finding), JSON.stringify(finding));
});
