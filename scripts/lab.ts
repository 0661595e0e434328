// `npm run lab` lists the labs; `npm run lab 01` runs one; `npm run lab reset 01` begins one anew.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findLab, listLabs } from '#trace-check/labs.ts';
import { ManifestError } from '#trace-check/manifest.ts';
import { currentLab, forgetLab, readProgress } from '#trace-check/progress.ts';
import { type LabEntry, labList, loadEntries } from './lab/lab-list.ts';
import { resetLab } from './lab/reset-lab.ts';
import { runLab } from './lab/run-lab.ts';
import { PortError, readPorts } from './machine/workshop-ports.ts';
import { wrongUse } from './machine/wrong-use.ts';

const usage = 'npm run lab [NN]   ·   npm run lab reset [NN]';
const root = join(import.meta.dirname, '..');

const list = async (entries: LabEntry[]): Promise<void> =>
  void console.log(['', '  Labs', ...labList(entries, await readProgress(root)), ''].join('\n'));

const noSuchLab = async (entries: LabEntry[], name: string): Promise<number> => {
  console.error(`There is no lab ${name}. The labs there are:`);
  await list(entries);
  return 2;
};

const reset = async ({ folder }: LabEntry): Promise<number> => {
  const done = await resetLab(root, folder);
  if (done === undefined) {
    console.error(
      `Lab ${folder.number} has no pristine copy (solutions/${folder.slug}/starter), so nothing was changed.`,
    );
    console.error(`→ git checkout solutions/${folder.slug}`);
    return 2;
  }
  await forgetLab(root, folder.slug);
  if (done.keptIn === undefined && done.restored.length === 0)
    console.log(`Lab ${folder.number} is as it began.`);
  else {
    console.log(`Lab ${folder.number} is as it began again.`);
    if (done.keptIn)
      console.log(`Your work is kept in ${done.keptIn}:\n${done.kept.map(file => `  ${file}`).join('\n')}`);
  }
  console.log(`Next: npm run lab ${folder.number}`);
  return 0;
};

const main = async (): Promise<number> => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [first, second] = positionals;
  const folders = await listLabs(root);
  const entries = await loadEntries(folders);
  if (first === undefined) {
    await list(entries);
    return 0;
  }
  const isReset = first === 'reset';
  const name = isReset ? (second ?? (await currentLab(root))) : first;
  if (name === undefined) {
    console.error('Which lab shall begin anew? For example: npm run lab reset 01');
    return 2;
  }
  const folder = findLab(folders, name);
  const entry = entries.find(one => one.folder === folder);
  if (entry === undefined) return noSuchLab(entries, name);
  return isReset ? reset(entry) : runLab(root, entry, readPorts());
};

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof PortError || error instanceof ManifestError) {
    console.error(error.message);
    process.exitCode = 2;
  } else process.exitCode = wrongUse(error, usage);
}
process.exit();
