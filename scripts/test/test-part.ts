// Runs test files with node:test and prints one line for each file, and each failure in full.

import { join, relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import pc from 'picocolors';
import type { Part } from './part.ts';
import { root } from './run-program.ts';

/** A test of ours takes no longer, unless its part says so; one that hangs shall not hang the machine that runs it. */
const LONGEST_TEST_MS = 240_000;

type Failure = { name: string; file: string; line: number; error: unknown };

const inWords = ({ name, file, line, error }: Failure): string => {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  return `${pc.red('✗')} ${name}\n  ${relative(root, file)}:${line}\n  ${text.split('\n').join('\n  ')}\n`;
};

const list = (title: string, entries: string[]): string[] =>
  entries.length === 0
    ? []
    : [title, ...entries.map(entry => `  ${entry}`), '→ Make it run, or take it out.'];

export const testPart = async (
  name: string,
  files: string[],
  concurrency: number,
  signal: AbortSignal,
  longestMs = LONGEST_TEST_MS,
): Promise<Part> => {
  const since = performance.now();
  const totals = { passed: 0, failed: 0 };
  const skipped: string[] = [];
  const stream = run({
    files: files.map(file => join(root, file)),
    concurrency,
    timeout: longestMs,
    signal,
    cwd: root,
  });
  stream.on('test:fail', ({ name, file = '', line = 0, details }) => {
    // a suite or file fails because something in it did: that is told once, where it happened
    const inner =
      details.error instanceof Error && 'failureType' in details.error
        ? details.error.failureType
        : undefined;
    if (inner !== 'subtestsFailed') console.log(inWords({ name, file, line, error: details.error }));
  });
  for (const outcome of ['test:pass', 'test:fail'] as const)
    stream.on(outcome, ({ name, file = '', skip, todo }) => {
      if (skip !== undefined || todo !== undefined) skipped.push(`${name} (${relative(root, file)})`);
    });
  // what a test prints is for whoever looks at a failure, and there is no other place to see it
  stream.on('test:stderr', ({ message }) => process.stderr.write(message));
  const reported = new Set<string>();
  stream.on('test:summary', ({ file, counts, duration_ms }) => {
    if (file === undefined) return;
    const failed = counts.tests - counts.passed - counts.skipped - counts.todo;
    totals.passed += counts.passed;
    totals.failed += failed;
    if (counts.tests > 0) reported.add(relative(root, file));
    const mark = failed > 0 ? pc.red('✗') : pc.green('✓');
    const share = `${counts.passed} of ${counts.tests}`;
    console.log(`  ${mark} ${relative(root, file)}  ${share} (${(duration_ms / 1000).toFixed(1)} s)`);
  });
  stream.resume();
  await new Promise((resolve, reject) => stream.once('end', resolve).once('error', reject));
  // node:test counts a file that exits early, or holds no test, as passed
  const silent = files.filter(file => !reported.has(file));
  const details = [
    ...list('Skipped, which counts as failed:', skipped),
    ...list('Ended without reporting a single test, which counts as failed:', silent),
  ].join('\n');
  return {
    name,
    passed: totals.passed,
    failed: totals.failed + skipped.length + silent.length,
    ms: performance.now() - since,
    ...(details === '' ? {} : { details }),
  };
};
