// `npm test`: everything that needs nothing but this folder. `npm test -- unit|cross|labs|browser|lint` a part of it,
// `npm test -- jaeger|compose` what needs a real Jaeger or a Docker engine,
// `npm test -- packages/trace-model` the tests under a path.
// The very last line is `N passed, N failed`.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { browserPart } from './test/browser-part.ts';
import { composePart } from './test/compose-part.ts';
import { jaegerPart } from './test/jaeger-part.ts';
import { labsPart } from './test/labs-part.ts';
import { closingLine, couldNotRun, type Part, printPart } from './test/part.ts';
import { endPrograms, root } from './test/run-program.ts';
import { biome, types } from './test/static-parts.ts';
import { testFiles } from './test/test-files.ts';
import { testPart } from './test/test-part.ts';

const USUAL_PARTS = ['lint', 'unit', 'cross', 'browser', 'labs'] as const;
/** These need more than this folder: they run when they are named. */
const PARTS = [...USUAL_PARTS, 'jaeger', 'compose'] as const;
type PartName = (typeof PARTS)[number];
const isPart = (text: string): text is PartName => PARTS.some(part => part === text);

/** Two cores: unit tests share them; tests that start the whole shop come one after the other. */
const UNIT_AT_ONCE = 2;

// a developer's own shell shall not decide what a test sees
for (const name of Object.keys(process.env))
  if (/^OTEL_|_PORT$|^SHOP_|^TRACE_STORE_|^NODE_OPTIONS$|^FORCE_COLOR$/.test(name)) delete process.env[name];

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    stopping.abort();
    endPrograms();
    process.exitCode = 130;
  });

const words = process.argv.slice(2);
const named = words.filter(word => !isPart(word));
const unknown = named.filter(word => !existsSync(join(root, word)));
const paths = named.map(path => path.replace(/^\.\//, '').replace(/\/$/, ''));
const chosen: readonly PartName[] =
  words.length === 0 ? USUAL_PARTS : PARTS.filter(part => words.includes(part));
const under = (files: string[]) =>
  paths.length === 0
    ? files
    : files.filter(file => paths.some(path => file === path || file.startsWith(`${path}/`)));

const parts: Part[] = [];
const add = (part: Part): void => {
  printPart(part);
  parts.push(part);
};

const files = testFiles();
const { signal } = stopping;
if (unknown.length > 0)
  add(
    couldNotRun(
      unknown.join(' '),
      'there is no such part.',
      `The parts are ${PARTS.join(', ')}; or name a path.`,
    ),
  );
else {
  const want = (part: PartName) => !signal.aborted && (chosen.includes(part) || paths.length > 0);
  const some = (list: string[]) => (paths.length === 0 ? list : under(list));
  if (chosen.includes('lint')) {
    add(await biome());
    add(await types());
  }
  const unit = some(files.unit);
  const cross = some(files.cross);
  const browser = some(files.browser);
  if (want('unit') && unit.length > 0) add(await testPart('unit', unit, UNIT_AT_ONCE, signal));
  if (want('cross') && cross.length > 0) add(await testPart('cross-process', cross, 1, signal));
  if (want('browser') && browser.length > 0) add(await browserPart(browser, signal));
  if (chosen.includes('labs') && !signal.aborted) add(await labsPart());
  const jaeger = some(files.jaeger);
  const compose = some(files.compose);
  if (want('jaeger') && jaeger.length > 0) add(await jaegerPart(jaeger, signal));
  if (want('compose') && compose.length > 0) add(await composePart(compose, signal));
  if (parts.length === 0) add(couldNotRun(words.join(' '), 'no test was found there.', 'Look at the path.'));
}

if (signal.aborted) add(couldNotRun('the rest', 'it was stopped.', 'Run npm test again.'));
console.log(`\n${closingLine(parts)}`);
process.exitCode ||= parts.some(part => part.failed > 0) ? 1 : 0;
// node:test keeps handles open for the files it ran
process.exit();
