// The door of every command: `node scripts/run.mjs <name> [arguments]`.
// Plain JavaScript for Node 18 and newer, because it runs before anything is installed:
// it finds a Node 24, makes node_modules match the lock, and hands over to scripts/<name>.ts.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDependencies } from './bootstrap/dependencies.mjs';
import { handOver } from './bootstrap/hand-over.mjs';
import { findNode } from './bootstrap/node.mjs';
import { Trouble } from './bootstrap/trouble.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [name = '', ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);

try {
  if (!/^[a-z][a-z-]*$/.test(name) || !existsSync(script))
    throw new Trouble(`There is no command "${name}".`, 'The commands are in package.json, under "scripts".');
  const node = await findNode(root);
  await makeDependencies(root, node);
  await handOver(root, node, script, args);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`\n${error.message}\n${error.fix}\n`);
  process.exitCode = error.exitCode;
}
