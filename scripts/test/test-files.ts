// Which test files there are, and to which part each belongs.

import { globSync } from 'node:fs';
import { root } from './run-program.ts';

const PATTERNS = ['packages', 'services', 'scripts', 'labs', 'solutions', 'docs', 'tests', 'bench'].map(
  room => `${room}/**/*.test.ts`,
);
const NOT_OURS = /(^|\/)(node_modules|build|\.docusaurus)\//;

/** Folders of tests/ that are parts of their own: each needs something the others don't. */
const OWN_PARTS = ['browser', 'jaeger', 'compose'] as const;

export type TestFiles = Record<'unit' | 'cross' | (typeof OWN_PARTS)[number], string[]>;

export const testFiles = (): TestFiles => {
  const all = globSync(PATTERNS, { cwd: root })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => !NOT_OURS.test(path))
    .sort();
  const below = (part: string) => all.filter(path => path.startsWith(`tests/${part}/`));
  const own = new Set(OWN_PARTS.flatMap(below));
  return {
    unit: all.filter(path => !path.startsWith('tests/')),
    cross: all.filter(path => path.startsWith('tests/') && !own.has(path)),
    browser: below('browser'),
    jaeger: below('jaeger'),
    compose: below('compose'),
  };
};
