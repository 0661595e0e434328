// Runs once, before the shop: says which lab it will run, or ends with 2 and the list of labs, so that
// nothing of the shop starts on files nobody asked for.

import { join } from 'node:path';
import { loadLab } from '#trace-check/labs.ts';
import { ManifestError } from '#trace-check/manifest.ts';
import { emptyProgress } from '#trace-check/progress-format.ts';
import { heading } from '../lab/lab-words.ts';
import { exporterNote, exporterTrouble } from '../shop/exporter.ts';
import { chooseLab } from './choose-lab.ts';

const root = join(import.meta.dirname, '..', '..');

const main = async (): Promise<number> => {
  const choice = await chooseLab(root, process.env.LAB ?? '');
  if (!choice.ok) {
    console.error(['', ...choice.message, ''].join('\n'));
    return 2;
  }
  const trouble = exporterTrouble(process.env);
  if (trouble !== undefined) {
    console.error(`\n${trouble}\n`);
    return 2;
  }
  const note = exporterNote(process.env);
  if (note !== undefined) console.log(note);
  const { folder } = choice;
  if (folder === undefined) {
    console.log('LAB is not set, so the finished shop runs. For a lab: LAB=01 docker compose up');
    return 0;
  }
  console.log(heading(root, { folder, lab: await loadLab(folder) }, emptyProgress()).join('\n'));
  return 0;
};

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ManifestError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
