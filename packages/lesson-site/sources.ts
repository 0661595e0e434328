// Is the build made from the sources as they are now? Their hash lies beside the pages.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { importedSources } from './imported-sources.ts';

/** Made by the build or by npm; .generated counts, it holds what the rest of the project says of itself. */
const NOT_SOURCES = new Set(['node_modules', 'build', '.docusaurus']);
const MARKER = '.sources';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => !NOT_SOURCES.has(entry.name))
    .flatMap(entry => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();

export const sourcesHash = (docs: string): string => {
  const hash = createHash('sha256');
  const own = filesIn(docs);
  for (const file of [...own, ...importedSources(docs, own)])
    hash.update(relative(docs, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

export const builtFrom = (build: string): string | undefined => {
  const marker = join(build, MARKER);
  return existsSync(marker) ? readFileSync(marker, 'utf8') : undefined;
};

export const markBuild = (build: string, hash: string): void => writeFileSync(join(build, MARKER), hash);
