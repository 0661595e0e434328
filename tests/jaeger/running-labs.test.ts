// Every lab as a learner has it with Jaeger: the shop runs, check-lab --jaeger asks it and reads its traces. The
// verdicts are those of the check that starts the services itself, but for what only that one can see.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { listLabs, loadLab } from '#trace-check/labs.ts';
import { listMistakes } from '#trace-check/mistakes.ts';
import { findJaeger, type JaegerSource } from './find-jaeger.ts';
import { PRIVATE_ONLY, type Seen } from './private-only.ts';
import type { Outcome, Task } from './running-cases.ts';
import { type RunningJaeger, startJaeger } from './start-jaeger.ts';

const root = join(import.meta.dirname, '..', '..');
/** Most of a case is waiting for spans that don't come. */
const SHOPS_AT_ONCE = 3;

const folders = await listLabs(root);
const labs = await Promise.all(
  folders.map(async folder => ({ folder, lab: await loadLab(folder), mistakes: await listMistakes(folder) })),
);
const cases = labs.flatMap(({ folder, mistakes }) =>
  ['solution', ...mistakes.map(({ id }) => id), 'starter'].map((name): [string, string] => [
    folder.slug,
    name,
  ]),
);

const jaegers: RunningJaeger[] = [];
const outcomes = new Map<string, Outcome>();
const keyOf = (lab: string, name: string): string => `${lab} ${name}`;

/**
 * Each with a Jaeger of its own: what a service starts besides itself can't be told from what another shop of this
 * machine starts.
 */
const run = async (share: [string, string][], source: JaegerSource): Promise<void> => {
  const jaeger = await startJaeger(source);
  jaegers.push(jaeger);
  const task: Task = { jaeger: { url: jaeger.url, ports: jaeger.ports }, cases: share };
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'running-cases.ts'), JSON.stringify(task)],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  assert.equal(await promise, 0, 'the cases ran to their end');
  for (const line of said.split('\n').filter(text => text.startsWith('{'))) {
    const outcome: Outcome = JSON.parse(line);
    outcomes.set(keyOf(outcome.lab, outcome.name), outcome);
  }
};

before(async () => {
  const source = await findJaeger();
  await Promise.all(
    Array.from({ length: SHOPS_AT_ONCE }, (_, part) =>
      run(
        cases.filter((_, index) => index % SHOPS_AT_ONCE === part),
        source,
      ),
    ),
  );
});
after(() => Promise.all(jaegers.map(jaeger => jaeger.stop())));

const outcomeOf = (lab: string, name: string): Outcome => {
  const outcome = outcomes.get(keyOf(lab, name));
  assert.ok(outcome, `${lab} ${name} was checked`);
  return outcome;
};

const seenIn = ({ refused, verdict }: Outcome): Seen => {
  if (refused !== undefined) return 'refused';
  return verdict?.cause === undefined ? 'passes' : { cause: verdict.cause };
};

for (const { folder, lab, mistakes } of labs) {
  const { slug } = folder;
  test(`${slug} solution passes`, () => {
    const { refused, verdict } = outcomeOf(slug, 'solution');
    assert.deepEqual({ refused, verdict }, { refused: undefined, verdict: { passed: true, open: [] } });
  });
  test(`${slug} starter: every task is open`, () => {
    const { refused, verdict } = outcomeOf(slug, 'starter');
    assert.equal(refused, undefined);
    assert.deepEqual(
      verdict?.open,
      lab.tasks.map(({ id }) => id),
    );
  });
  for (const { id, mistake } of mistakes) {
    const exception = PRIVATE_ONLY.find(one => one.lab === slug && one.mistake === id);
    if (exception === undefined)
      test(`${slug} ${id}: ${mistake.cause}`, () => {
        const outcome = outcomeOf(slug, id);
        assert.deepEqual(
          [seenIn(outcome), outcome.verdict?.task, outcome.refused],
          [{ cause: mistake.cause }, mistake.task, undefined],
        );
      });
    else
      test(`${slug} ${id}: only the private check tells ${mistake.cause}`, () => {
        const seen = seenIn(outcomeOf(slug, id));
        assert.notDeepEqual(
          seen,
          { cause: mistake.cause },
          'It is told as well by now: take it out of private-only.ts.',
        );
        assert.deepEqual(seen, exception.seen, exception.why);
      });
  }
}

test('every exception is a mistake there is', () => {
  for (const { lab, mistake } of PRIVATE_ONLY)
    assert.ok(outcomes.has(keyOf(lab, mistake)), `${lab} has no mistake ${mistake}`);
});
