// The machine's own Chromium, driven by playwright-core. Nothing is downloaded.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const canRun = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a Chromium, or undefined. `CHROMIUM` wins over what is on the PATH. */
const findChromium = (env: Record<string, string | undefined> = process.env): string | undefined => {
  if (env.CHROMIUM) return canRun(env.CHROMIUM) ? env.CHROMIUM : undefined;
  const onPath = (env.PATH ?? '').split(delimiter).flatMap(folder => NAMES.map(name => join(folder, name)));
  return [...onPath, ...ELSEWHERE].find(canRun);
};

const HOW_TO_GET_CHROMIUM =
  'There is no Chromium to run the browser tests with. On Debian or Ubuntu: ' +
  'apt-get update && apt-get install -y --no-install-recommends chromium. ' +
  'Elsewhere install Chrome or Chromium, or set CHROMIUM to the path of one.';

export const launchChromium = async (): Promise<Browser> => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
  return chromium.launch({
    executablePath,
    // root in a container has no sandbox to use; the rest keeps the browser from calling home
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update'],
  });
};
