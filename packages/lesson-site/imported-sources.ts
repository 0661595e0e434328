// Which files of other rooms the pages are made of: what docs/src imports, and what that imports in turn. Types are
// gone when the pages are built, and so are their imports here.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const IMPORTS =
  /^\s*(?:import|export)\s+(?!type\b)[^'"`;]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
const SOURCE = /\.tsx?$/;

/** What a file names, as paths; packages from npm are the lock's business. */
const importsOf = (file: string, root: string): string[] =>
  Array.from(
    readFileSync(file, 'utf8').matchAll(IMPORTS),
    ([, from, bare, later]) => from ?? bare ?? later ?? '',
  )
    .map(name => {
      if (name.startsWith('.')) return join(dirname(file), name);
      return name.startsWith('#') ? join(root, 'packages', name.slice(1)) : '';
    })
    .filter(path => path !== '' && existsSync(path));

/** `files` are those of docs/; sorted, and none of docs/ itself. */
export const importedSources = (docs: string, files: readonly string[]): string[] => {
  const root = dirname(docs);
  const found = new Set(files.filter(file => SOURCE.test(file) && file.startsWith(join(docs, 'src') + sep)));
  // a set gives what is added while it is walked as well
  for (const file of found)
    if (SOURCE.test(file)) for (const imported of importsOf(file, root)) found.add(imported);
  return [...found].filter(file => !file.startsWith(docs + sep)).sort();
};
