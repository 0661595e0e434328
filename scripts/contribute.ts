// The contributor's check: everything a lab promises, proved.
//
//   npm run contribute                     every lab
//   npm run contribute -- 03               one lab
//   npm run contribute -- 03 --only ID     its solution, its starter, or one mistake, with the report
//   … --update                             write the golden reports anew; read them before you commit

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { checkFiles, type LoadedLab } from '#trace-check/contribute/files.ts';
import type { Problem } from '#trace-check/contribute/problem.ts';
import { runLab } from '#trace-check/contribute/runs.ts';
import { findLab, listLabs, loadLab } from '#trace-check/labs.ts';
import { ManifestError } from '#trace-check/manifest.ts';
import { listMistakes, MistakeError } from '#trace-check/mistakes.ts';

const SEED = 7;
/** Labs checked at once: each starts up to four services, and two cores is what a small machine has. */
const LABS_AT_ONCE = 2;

const root = join(import.meta.dirname, '..');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    update: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    /** A learner's own work may lie in labs/ while the tests run. */
    'starter-may-differ': { type: 'boolean', default: false },
  },
});

const from = performance.now();
const folders = await listLabs(root);
const wanted = positionals.length === 0 ? folders : positionals.flatMap(name => findLab(folders, name) ?? []);
if (wanted.length === 0) {
  console.error(
    `There is no lab ${positionals.join(', ')}. There are: ${folders.map(one => one.slug).join(', ')}.`,
  );
  process.exit(2);
}

const problems: Problem[] = [];
const loaded: LoadedLab[] = [];
for (const folder of folders) {
  try {
    loaded.push({ folder, lab: await loadLab(folder), mistakes: await listMistakes(folder) });
  } catch (error) {
    if (!(error instanceof ManifestError || error instanceof MistakeError)) throw error;
    problems.push({ lab: folder.slug, code: 'manifest', message: error.message });
  }
}
if (values.only === undefined)
  problems.push(...(await checkFiles(root, loaded, { starterMayDiffer: values['starter-may-differ'] })));

let runs = 0;
let failed = 0;
const queue = loaded.filter(one => wanted.includes(one.folder));
const worker = async (): Promise<void> => {
  for (let next = queue.shift(); next !== undefined; next = queue.shift())
    problems.push(
      ...(await runLab(next, {
        root,
        ...(values.only === undefined ? {} : { only: values.only }),
        updateGolden: values.update,
        seed: SEED,
        onRun: run => {
          runs += 1;
          if (run.problems.length > 0) failed += 1;
          const mark = run.problems.length === 0 ? pc.green('✓') : pc.red('✗');
          console.log(`${mark} ${run.lab}  ${run.name}  ${pc.dim(`${Math.round(run.ms)} ms`)}`);
          if (values.only !== undefined || values.verbose) console.log(run.report);
        },
      })),
    );
};
await Promise.all(Array.from({ length: LABS_AT_ONCE }, worker));

for (const { lab, code, message } of problems) console.log(`\n${pc.red(code)}  ${lab}\n  ${message}`);
if (runs === 0)
  console.log(`\nNothing was run. ${values.only ? `Is there a mistake "${values.only}"?` : ''}`);
console.log(
  `\n${loaded.length} labs, ${runs} runs in ${((performance.now() - from) / 1000).toFixed(1)} s, ${problems.length} problems.`,
);
// files that are wrong count like a run that failed
const other = problems.some(one =>
  [
    'unknown-file',
    'missing-file',
    'chain-broken',
    'shop-differs',
    'starter-differs',
    'no-mistakes',
    'manifest',
  ].includes(one.code),
);
console.log(`${runs - failed} passed, ${failed + (other ? 1 : 0)} failed`);
process.exitCode = problems.length > 0 || runs === 0 ? 1 : 0;
