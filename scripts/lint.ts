// `npm run lint`: the formatter and linter, and the types, without changing anything.

import { printPart } from './test/part.ts';
import { biome, types } from './test/static-parts.ts';

const results = [await biome(), await types()];
for (const result of results) printPart(result);
process.exitCode = results.every(result => result.failed === 0) ? 0 : 1;
