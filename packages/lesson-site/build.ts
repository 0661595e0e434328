// From sources to pages. A new build takes the place of the old one in one step, when it is whole.

import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';
import { markBuild } from './sources.ts';

export class BuildFailed extends Error {
  override name = 'BuildFailed';
}

const reasonIn = (lines: readonly string[]): string =>
  (
    lines.find(line => /cause\]|Error:|^\s*\[ERROR\]/.test(line) && !/Unable to build website/.test(line)) ??
    lines.at(-1) ??
    ''
  ).trim();

/** Writes docs/.generated: cause pages, the list of labs, the code shown. */
export const generate = async (docs: string, signal: AbortSignal): Promise<void> => {
  const { code, lines } = await run({
    command: process.execPath,
    args: ['scripts/generate.ts'],
    cwd: docs,
    signal,
  });
  if (code !== 0) throw new BuildFailed(reasonIn(lines));
};

export const build = async (docs: string, hash: string, signal: AbortSignal): Promise<void> => {
  const next = join(docs, '.docusaurus', 'next-build');
  const last = join(docs, '.docusaurus', 'last-build');
  const here = join(docs, 'build');
  rmSync(next, { recursive: true, force: true });
  const { code, lines } = await run({
    command: process.execPath,
    args: ['node_modules/@docusaurus/core/bin/docusaurus.mjs', 'build', '--out-dir', next],
    cwd: docs,
    // nobody is told that this site was built
    env: { NO_UPDATE_NOTIFIER: '1' },
    signal,
  });
  if (code !== 0 || !existsSync(join(next, 'index.html'))) throw new BuildFailed(reasonIn(lines));
  markBuild(next, hash);
  rmSync(last, { recursive: true, force: true });
  if (existsSync(here)) renameSync(here, last);
  renameSync(next, here);
  rmSync(last, { recursive: true, force: true });
};
