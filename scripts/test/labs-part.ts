// The contributor's check: every starter fails, every solution passes, every mistake gives its cause.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { couldNotRun, type Part } from './part.ts';
import { root, runProgram } from './run-program.ts';

const SCRIPT = join('scripts', 'contribute.ts');

export const labsPart = async (): Promise<Part> => {
  const name = 'labs';
  if (!existsSync(join(root, SCRIPT)))
    return couldNotRun(name, `${SCRIPT} is missing.`, `git checkout ${SCRIPT}`);
  const { code, output, ms } = await runProgram(process.execPath, [SCRIPT], { show: true });
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output.trimEnd()) ?? [];
  if (passed === undefined) return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, ms };
  // an exit code that disagrees with the counts is a failure of its own
  return { name, passed: Number(passed), failed: Math.max(Number(failed), code === 0 ? 0 : 1), ms };
};
