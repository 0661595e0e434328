// Every lab's solution, starter and mistakes, judged on what a real Jaeger holds: each verdict, each cause and each
// golden report is the same, byte for byte, as with the check's own receiver.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runLab } from '#trace-check/contribute/runs.ts';
import { listLabs, loadLab } from '#trace-check/labs.ts';
import { listMistakes } from '#trace-check/mistakes.ts';
import { findJaeger } from './find-jaeger.ts';
import { type RunningJaeger, startJaeger } from './start-jaeger.ts';
import { throughJaeger } from './through-jaeger.ts';

const root = join(import.meta.dirname, '..', '..');
/** As npm run contribute has them. */
const SEED = 7;
const LABS_AT_ONCE = 2;

const folders = await listLabs(root);
let jaeger: RunningJaeger;

before(async () => {
  jaeger = await startJaeger(await findJaeger());
});
after(() => jaeger.stop());

test('there are labs to judge', () => assert.ok(folders.length > 0));

describe('judged on what Jaeger holds', { concurrency: LABS_AT_ONCE }, () => {
  for (const folder of folders)
    test(folder.slug, async context => {
      const lab = await loadLab(folder);
      const mistakes = await listMistakes(folder);
      const runs: { name: string; said: string[] }[] = [];
      let spans = 0;
      const reread = throughJaeger(jaeger);
      await runLab(
        { folder, lab, mistakes },
        {
          root,
          updateGolden: false,
          seed: SEED,
          reread: async evidence => {
            const read = await reread(evidence);
            spans += read.spans.length;
            return read;
          },
          onRun: ({ name, problems }) =>
            runs.push({ name, said: problems.map(({ code, message }) => `${code}: ${message}`) }),
        },
      );
      assert.equal(runs.length, mistakes.length + 2, 'the solution, each mistake and the starter ran');
      assert.ok(spans > 0, 'spans went through Jaeger');
      for (const { name, said } of runs)
        await context.test(`${folder.slug} ${name}`, () => assert.deepEqual(said, []));
    });
});
