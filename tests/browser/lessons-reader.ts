/// <reference lib="dom" />
// The lessons, built and served, and readers who open them and have nothing to complain of.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before } from 'node:test';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { type LessonSite, lessonSite } from '../../packages/lesson-site/lesson-site.ts';
import { launchChromium } from './chromium.ts';

/** On a fresh clone the pages' own packages are installed first. */
const LONGEST_PREPARATION_MS = 240_000;
const LONGEST_WAIT_MS = 10_000;

const root = join(import.meta.dirname, '../..');
/** Both are there from the first test on. */
export let site: LessonSite;
export let browser: Browser;

before(
  async () => {
    browser = await launchChromium();
    site = await lessonSite({ root, port: 0 });
    assert.deepEqual(await site.settled, { state: 'ready', readable: true });
  },
  { timeout: LONGEST_PREPARATION_MS },
);
after(async () => {
  await browser?.close();
  await site?.close();
});

export type Reader = {
  page: Page;
  /** What the server sent is here. */
  open(path: string): Promise<void>;
  /** The scripts are at work as well: until then keys go nowhere. */
  use(path: string): Promise<void>;
};

export type ReaderOptions = {
  width?: number;
  colorScheme?: 'light' | 'dark';
  /** False for one whose browser runs no scripts. */
  javaScript?: boolean;
};

/** One person with one window; it is closed after `read`, and has nothing to complain of. */
export const withReader = async (
  { width = 1200, colorScheme = 'light', javaScript = true }: ReaderOptions,
  read: (reader: Reader) => Promise<void>,
): Promise<void> => {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme,
    javaScriptEnabled: javaScript,
  });
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  const complaints: string[] = [];
  let here = '';
  const complain = (what: string): void => void complaints.push(`${here}: ${what}`);
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complain(message.text());
  });
  page.on('pageerror', error => complain(error.message));
  page.on('request', request => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith('data:'))
      complain(`asks for ${request.url()}`);
  });
  const open = async (path: string): Promise<void> => {
    here = path;
    const answer = await page.goto(site.url + path);
    if (answer?.status() !== 200) complain(`answered ${answer?.status()}`);
  };
  const use = async (path: string): Promise<void> => {
    await open(path);
    await page.locator('html[data-has-hydrated="true"]').waitFor();
  };
  try {
    await read({ page, open, use });
  } finally {
    await page.close();
  }
  assert.deepEqual(complaints, []);
};

/** What axe finds on the page as it is now. */
export const violationsOn = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
};
