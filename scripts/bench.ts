// `npm run bench`: every measurement in bench/, or those named: `npm run bench -- start store`.
// A bench exports `name` and `run()`, which answers its lines. Figures are compared within one run only.

import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Bench = { name: string; run(): Promise<string[]> };

const folder = join(import.meta.dirname, '..', 'bench');
const files = globSync('*.ts', { cwd: folder })
  .filter(file => !file.endsWith('.test.ts'))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter(word => !files.includes(`${word}.ts`));

const isBench = (module: object): module is Bench =>
  'name' in module && typeof module.name === 'string' && 'run' in module && typeof module.run === 'function';

const runOne = async (file: string): Promise<boolean> => {
  const module: object = await import(pathToFileURL(join(folder, file)).href);
  if (!isBench(module)) throw new Error(`bench/${file} must export name and run.`);
  console.log(`\n${module.name}`);
  try {
    for (const line of await module.run()) console.log(`  ${line}`);
    return true;
  } catch (error) {
    console.log(`  failed: ${error instanceof Error ? error.message : error}`);
    return false;
  }
};

if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(', ')}. There are: ${files.map(file => basename(file, '.ts')).join(', ')}`,
  );
  process.exit(2);
}
let failed = false;
// one after the other: they are about time, and share two cores
for (const file of files)
  if (wanted.length === 0 || wanted.includes(basename(file, '.ts'))) failed = !(await runOne(file)) || failed;
process.exit(failed ? 1 : 0);
