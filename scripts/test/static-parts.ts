// What can be said of the sources without running them.

import { join } from 'node:path';
import type { Part } from './part.ts';
import { root, runProgram } from './run-program.ts';

const BIOME = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
const TSC = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

const check = async (name: string, args: string[], fix: string): Promise<Part> => {
  const { code, output, ms } = await runProgram(process.execPath, args);
  return code === 0
    ? { name, passed: 1, failed: 0, ms }
    : { name, passed: 0, failed: 1, ms, details: `${output.trim()}\n→ ${fix}` };
};

export const biome = (): Promise<Part> =>
  check(
    'format and lint',
    // --no-errors-on-unmatched: nothing else may change what is looked at
    [BIOME, 'ci', '--error-on-warnings', '.'],
    'npm run format mends most of it.',
  );

/** What runs in Node, and what runs in a browser: each has its own globals. */
const PROJECTS = ['.', 'packages/trace-view'];

export const types = async (): Promise<Part> => {
  const checked = await Promise.all(
    PROJECTS.map(project =>
      check('types', [TSC, '--noEmit', '-p', project], 'Each line names the file and place.'),
    ),
  );
  return (
    checked.find(part => part.failed > 0) ?? { name: 'types', passed: 1, failed: 0, ms: checked[0]?.ms ?? 0 }
  );
};
