// The browser tests need Chromium and the lessons' own packages. Both are brought here when they are missing.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install, isInstalled } from '../../packages/lesson-site/install.ts';
import { outputOf } from '../machine/process-table.ts';
import { couldNotRun, type Part } from './part.ts';
import { root, runProgram } from './run-program.ts';
import { testPart } from './test-part.ts';

const NAME = 'browser';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const BY_HAND = 'Install Chromium, and set CHROMIUM to its path if it is not on the PATH.';

const findChromium = async (): Promise<string | undefined> => {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  for (const name of NAMES) {
    const path = (await outputOf('which', [name]))?.trim();
    if (path) return path;
  }
  return undefined;
};

const installChromium = async (): Promise<string> => {
  console.log('  Chromium is missing: installing it with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runProgram('apt-get', ['update', '-q'], { env });
  const done = await runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
    env,
  });
  return done.code === 0 ? '' : `${update.output}\n${done.output}`.trim().split('\n').slice(-5).join('\n');
};

export const browserPart = async (files: string[], signal: AbortSignal): Promise<Part> => {
  let chromium = await findChromium();
  if (chromium === undefined) {
    const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
    if (!canInstall) return couldNotRun(NAME, 'no Chromium was found.', BY_HAND);
    const trouble = await installChromium();
    chromium = await findChromium();
    if (chromium === undefined)
      return couldNotRun(NAME, `Chromium could not be installed.\n${trouble}`, BY_HAND);
  }
  process.env.CHROMIUM = chromium;
  const docs = join(root, 'docs');
  if (!isInstalled(docs)) {
    console.log("  Installing the lessons' packages …");
    const installed = await install(docs, signal, () => {});
    if (!installed.ok) return couldNotRun(NAME, installed.message, installed.next);
  }
  return testPart(NAME, files, 1, signal);
};
