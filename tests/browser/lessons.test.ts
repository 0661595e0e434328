/// <reference lib="dom" />
// The lessons as a reader meets them: every page in a real browser, at two widths and in both themes.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { run } from '../../packages/lesson-site/run.ts';
import { browser, site, withReader } from './lessons-reader.ts';

/** 2 s alone. */
const LONGEST_TYPE_CHECK_MS = 60_000;

const SHOWN = [
  '/',
  '/lessons',
  '/lessons/course',
  '/lessons/first-trace',
  '/lessons/spans',
  '/lessons/events-and-errors',
  '/causes',
];

type Link = { path: string; anchor: string };

const linksOf = (page: Page, origin: string): Promise<Link[]> =>
  page.locator('a[href]').evaluateAll(
    (links, here) =>
      links
        .map(link => new URL(link.getAttribute('href') ?? '', document.baseURI))
        .filter(url => url.origin === here)
        .map(url => ({ path: url.pathname, anchor: decodeURIComponent(url.hash.slice(1)) })),
    origin,
  );

test('no page complains, asks anything of another host, or links to nowhere', async () => {
  const pages = new Map<string, Set<string>>();
  const wanted = new Map<string, Link>();
  await withReader({}, async ({ page, open }) => {
    const paths = ['/'];
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      if (pages.has(path)) continue;
      await open(path);
      pages.set(path, new Set(await page.locator('[id]').evaluateAll(all => all.map(each => each.id))));
      for (const link of await linksOf(page, site.url)) {
        wanted.set(`${path} → ${link.path}#${link.anchor}`, link);
        paths.push(link.path);
      }
    }
  });
  for (const path of SHOWN) assert.ok(pages.has(path), `${path} can't be reached by links`);
  const dead = [...wanted].filter(([, { path, anchor }]) => anchor !== '' && !pages.get(path)?.has(anchor));
  assert.deepEqual(
    dead.map(([link]) => link),
    [],
  );
});

type Painted = { text: string; color: string; background: string; size: number; bold: boolean };

/** Every piece of text with its color and the first solid color behind it. */
const paintedTexts = (page: Page): Promise<Painted[]> =>
  page.evaluate(() => {
    const found: Painted[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '' || !element.checkVisibility()) continue;
      if (element.closest('button:disabled, script, style') !== null) continue;
      const style = getComputedStyle(element);
      let behind: Element | null = element;
      const backgroundOf = (each: Element): string => getComputedStyle(each).backgroundColor;
      while (behind !== null && backgroundOf(behind) === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
      found.push({
        text,
        color: style.color,
        background: behind === null ? '' : backgroundOf(behind),
        size: Number.parseFloat(style.fontSize),
        bold: Number(style.fontWeight) >= 700,
      });
    }
    return found;
  });

const luminance = (channels: number[]): number => {
  const [red = 0, green = 0, blue = 0] = channels.map(value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const channelsOf = (color: string): number[] | undefined => {
  const numbers = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(color)?.slice(1).map(Number);
  return numbers?.length === 3 ? numbers : undefined;
};
const contrast = (one: number[], other: number[]): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

const assertContrast = async (page: Page, path: string): Promise<void> => {
  const texts = await paintedTexts(page);
  assert.ok(texts.length > 20, `${path} shows hardly any text`);
  let measured = 0;
  for (const { text, color, background, size, bold } of texts) {
    const [ink, paper] = [channelsOf(color), channelsOf(background)];
    // half-transparent colors are used for decoration only
    if (ink === undefined || paper === undefined) continue;
    measured += 1;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const ratio = contrast(ink, paper);
    const shown = `"${text.slice(0, 40)}" has ${ratio.toFixed(2)}:1 (${color} on ${background})`;
    assert.ok(ratio >= least, `${path}: ${shown}`);
  }
  assert.ok(
    measured > texts.length * 0.9,
    `${path}: of ${texts.length} texts only ${measured} could be measured`,
  );
};

for (const [width, colorScheme] of [
  [1200, 'light'],
  [390, 'dark'],
] as const)
  test(`${width} pixels wide and ${colorScheme}, nothing sticks out and all text has the contrast of WCAG AA`, () =>
    withReader({ width, colorScheme }, async ({ page, open }) => {
      for (const path of SHOWN) {
        await open(path);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wider <= 0, `${path} is ${wider} pixels wider than the window`);
        await assertContrast(page, path);
      }
    }));

test('a quiz is answered with the keyboard alone, and says why a wrong answer is wrong', () =>
  withReader({}, async ({ page, use }) => {
    await use('/lessons/first-trace');
    const question = page.locator('form').filter({ hasText: 'How many spans' });
    await question.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await question.getByText('Not this one.').waitFor();
    await question.getByText('A span belongs to one process').waitFor();
    assert.equal(await question.getByText('Each side reports its own view').isVisible(), false);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await question.getByText('Right. All answers are explained above.').waitFor();
    await question.getByText('Each side reports its own view').waitFor();
    await question.getByText('The caller’s view would be missing').waitFor();
  }));

test('the site’s own sources have sound types, those of the explorer it shows included', async () => {
  const { code, lines } = await run({
    command: process.execPath,
    args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'docs'],
    cwd: join(import.meta.dirname, '../..'),
    signal: AbortSignal.timeout(LONGEST_TYPE_CHECK_MS),
  });
  assert.equal(code, 0, lines.join('\n'));
});

test('a page that does not exist says so and leads back', async () => {
  const page = await browser.newPage();
  const answer = await page.goto(`${site.url}/lessons/no-such-lesson`);
  assert.equal(answer?.status(), 404);
  await page.getByText('Page Not Found').waitFor();
  await page.close();
});
