// Do the images hold the files of this folder? An image keeps what was there when it was built; after a pull
// the lab is new and the shop under it old. The folder itself is mounted at /here to compare.

import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = '/here';
const COMPARED = ['package-lock.json', 'services', 'scripts'] as const;

const filesOf = (root: string, name: string): string[] =>
  name.includes('.')
    ? [name]
    : globSync(`${name}/**/*.{ts,mjs,cjs,json}`, { cwd: root })
        .filter(file => !/\.test\.ts$|node_modules/.test(file))
        .sort();

const digest = (root: string, name: string): string => {
  const hash = createHash('sha256');
  for (const file of filesOf(root, name))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

export const builtFromOlderFiles = (root: string, here = HERE): string[] =>
  COMPARED.filter(name => existsSync(join(here, name)) && digest(root, name) !== digest(here, name));
