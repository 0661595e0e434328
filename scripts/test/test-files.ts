// Which test files there are, and to which part each belongs.

import { globSync } from 'node:fs';
import { root } from './run-program.ts';

const PATTERNS = ['packages', 'services', 'scripts', 'labs', 'solutions', 'docs', 'tests', 'bench'].map(
  room => `${room}/**/*.test.ts`,
);
const NOT_OURS = /(^|\/)(node_modules|build|\.docusaurus)\//;

export type TestFiles = { unit: string[]; cross: string[]; browser: string[] };

export const testFiles = (): TestFiles => {
  const all = globSync(PATTERNS, { cwd: root })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => !NOT_OURS.test(path))
    .sort();
  const browser = all.filter(path => path.startsWith('tests/browser/'));
  const cross = all.filter(path => path.startsWith('tests/') && !browser.includes(path));
  return { unit: all.filter(path => !path.startsWith('tests/')), cross, browser };
};
