/// <reference lib="dom" />
// Traces in the lessons: the explorer's own waterfall and details, without a store behind them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { violationsOn, withReader } from './lessons-reader.ts';
import { until } from './until.ts';

const WITH_TRACES = ['/', '/lessons/first-trace', '/lessons/spans', '/lessons/events-and-errors'];

const picture = (page: Page, caption: string): Locator => page.locator('figure').filter({ hasText: caption });
const textsOf = async (rows: Locator): Promise<string[]> =>
  (await rows.allInnerTexts()).map(text => text.replaceAll(/\s+/g, ' ').trim());
const chosenName = (figure: Locator): Promise<string> =>
  figure.locator('.waterfall-row.chosen .waterfall-operation').innerText();
const heights = (page: Page): Promise<number[]> =>
  page.locator('figure').evaluateAll(all => all.map(each => Math.round(each.getBoundingClientRect().height)));

test('spans are walked, opened, explained and folded with the keyboard alone', () =>
  withReader({}, async ({ page, use }) => {
    await use('/');
    const figure = picture(page, 'a laptop for Ada');
    const spans = figure.getByRole('treegrid');
    const rows = figure.locator('.waterfall-row');
    await spans.focus();
    await page.keyboard.press('ArrowDown');
    assert.equal((await chosenName(figure)).trim(), 'POST /orders');
    await page.keyboard.press('Enter');
    const details = figure.getByRole('group', { name: 'Details of api-gateway POST /orders' });
    await details.waitFor();
    await details.getByText('@opentelemetry/instrumentation-http').first().waitFor();
    await details.getByRole('button', { name: 'http.route' }).focus();
    await page.getByRole('tooltip').filter({ hasText: 'http.route' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tooltip').filter({ hasText: 'http.route' }).waitFor({ state: 'hidden' });

    await spans.focus();
    await page.keyboard.press('Enter');
    await details.waitFor({ state: 'detached' });
    const all = await rows.count();
    await page.keyboard.press('ArrowLeft');
    await figure.getByText(`+${all - 1}`, { exact: true }).waitFor();
    assert.equal(await rows.count(), 1);
    await page.keyboard.press(']');
    await rows.nth(all - 1).waitFor();
    await page.keyboard.press('End');
    const active = await spans.getAttribute('aria-activedescendant');
    assert.equal(await rows.last().getAttribute('id'), active);
  }));

test('critical path, self time and the list of keys are switched by key and by button', () =>
  withReader({}, async ({ page, use }) => {
    await use('/');
    const figure = picture(page, 'a laptop for Ada');
    await figure.getByRole('treegrid').focus();
    assert.equal(await figure.locator('.waterfall-critical').count(), 0);
    await page.keyboard.press('c');
    await figure.locator('.waterfall-critical').first().waitFor();
    await figure.getByRole('button', { name: 'Critical path' }).click();
    await figure.locator('.waterfall-critical').first().waitFor({ state: 'detached' });
    await figure.getByRole('button', { name: 'Self time' }).click();
    await figure
      .getByText(/, self \d/)
      .first()
      .waitFor();
    await figure.getByRole('treegrid').focus();
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys of this picture' });
    await keys.getByText('Open or close the details').waitFor();
    assert.equal(await keys.getByText('Go to the find box').count(), 0);
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
  }));

test('who has come closer in time, by key or by dragging, finds a way back to the whole trace', () =>
  withReader({}, async ({ page, use }) => {
    await use('/');
    const figure = picture(page, 'a laptop for Ada');
    const ticks = figure.locator('.waterfall-tick');
    const before = await ticks.allInnerTexts();
    // the picture follows a key a moment later
    const asBefore = async (): Promise<boolean> => `${await ticks.allInnerTexts()}` === `${before}`;
    await figure.getByRole('treegrid').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('+');
    const back = figure.getByRole('button', { name: 'Whole trace' });
    await back.waitFor();
    await until('ticks as before', asBefore, false);
    await back.click();
    await back.waitFor({ state: 'detached' });
    await until('ticks as before', asBefore, true);

    const line = await figure.locator('.waterfall-head .waterfall-time').boundingBox();
    assert.ok(line);
    await page.mouse.move(line.x + line.width * 0.5, line.y + 10);
    await page.mouse.down();
    await page.mouse.move(line.x + line.width * 0.75, line.y + 10, { steps: 4 });
    await page.mouse.up();
    await back.waitFor();
  }));

test('a row says its kind, an error and a missing parent in words; what is odd is explained under it', () =>
  withReader({}, async ({ page, use }) => {
    await use('/lessons/spans');
    const orphans = picture(page, 'Its two children name a parent').locator('.waterfall-row');
    const lost = orphans.filter({ hasText: 'parent missing' });
    assert.equal(await lost.count(), 2);
    assert.equal(await lost.first().locator('.waterfall-mark').isVisible(), true);
    await lost.first().click();
    const card = page.getByRole('region', { name: /^Why: / });
    await card.waitFor();
    assert.equal(await card.getByRole('link').getAttribute('href'), '/causes/span-never-ended');

    await use('/lessons/events-and-errors');
    const rows = picture(page, 'Find the call').locator('.waterfall-row');
    const texts = await textsOf(rows);
    assert.ok(
      texts.some(text => /error order-service GET client/.test(text)),
      texts.join('\n'),
    );
    assert.ok(
      texts.some(text => /^(?!.*error).*user-service GET \/users\/:id server/.test(text)),
      texts.join('\n'),
    );
  }));

test('what a picture leaves out moves its children up; the details speak of the whole trace', () =>
  withReader({}, async ({ page, use }) => {
    await use('/lessons/events-and-errors');
    const figure = picture(page, 'A payment with two events.');
    assert.deepEqual(
      await figure
        .locator('.waterfall-row')
        .evaluateAll(rows =>
          rows.map(
            row =>
              `${row.getAttribute('aria-level')} ${row.querySelector('.waterfall-operation')?.textContent?.trim()}`,
          ),
        ),
      ['1 POST /orders', '2 POST /orders', '3 place order', '4 take payment', '4 save order'],
    );
    await figure.getByText(/ 5 of \d+ spans shown/).waitFor();
    // its parent is the client span that is not in the picture
    await figure.locator('.waterfall-row').nth(1).click();
    const details = figure.getByRole('group', { name: 'Details of order-service POST /orders' });
    await details.getByText('another process').waitFor();
    await details
      .getByText('The id of the span that called, and the parent of the span that answered.')
      .waitFor();
  }));

test('the details of a call show the headers its receiver got, field by field', () =>
  withReader({ width: 390 }, async ({ page, use }) => {
    await use('/lessons/first-trace');
    const figure = picture(page, 'POST /orders for Grace');
    const strip = figure.getByRole('region', { name: 'Headers to inventory-service' });
    await strip
      .getByText('As inventory-service received it, with POST /products/Monitor/reservations.')
      .waitFor();
    const fields = await textsOf(strip.getByRole('row'));
    assert.equal(fields.length, 4);
    // each is found again in the spans of this page
    assert.deepEqual(
      fields.filter(text => text.includes('✕')),
      [],
    );
    assert.match(fields[1] ?? '', /^trace id ✓/);
    assert.match(fields[2] ?? '', /^parent id ✓/);
    assert.match(
      await strip.locator('.wire-header').innerText(),
      /^traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01$/,
    );
    assert.match(
      await strip.locator('.wire-others').innerText(),
      /The shop can send values of its own along here/,
    );
    assert.equal(await figure.getByText('Nobody kept the headers').count(), 0);
    const cut = await figure.locator('.details, .details *').evaluateAll(all =>
      all
        .filter(each => each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
        .filter(each => getComputedStyle(each).overflowX !== 'visible' || each.matches('.details'))
        .map(each => `${each.tagName} ${each.className} ${each.scrollWidth} > ${each.clientWidth}`),
    );
    assert.deepEqual(cut, []);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `the page is ${wider} pixels wider than the window`);
  }));

for (const width of [1200, 390])
  test(`${width} pixels wide, a page without scripts holds the same rows and details in the same place`, async () => {
    for (const path of WITH_TRACES) {
      let still: number[] = [];
      let texts: string[] = [];
      await withReader({ width, javaScript: false }, async ({ page, open }) => {
        await open(path);
        still = await heights(page);
        texts = await textsOf(page.locator('.waterfall-name'));
        assert.equal(await page.locator('.waterfall-row').first().isVisible(), true);
      });
      assert.ok(texts.length > 4, `${path} has hardly any rows`);
      await withReader({ width }, async ({ page, use }) => {
        await use(path);
        assert.deepEqual(await textsOf(page.locator('.waterfall-name')), texts, path);
        assert.deepEqual(await heights(page), still, `${path} jumps when its scripts come`);
      });
    }
  });

test('on a phone the bar stands below its name, and no name is cut', () =>
  withReader({ width: 390 }, async ({ page, use }) => {
    await use('/');
    const row = picture(page, 'a laptop for Ada').locator('.waterfall-row').last();
    const name = await row.locator('.waterfall-name').boundingBox();
    const bar = await row.locator('.waterfall-bar').boundingBox();
    assert.ok(name && bar);
    assert.ok(bar.y + bar.height > name.y + name.height, 'the bar is beside its name');
    const cut = await page
      .locator('.waterfall-name, .waterfall-operation')
      .evaluateAll(
        all => all.filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0).length,
      );
    assert.equal(cut, 0);
  }));

test('the theme of the page is the theme of its traces, and a service has the explorer’s color', () =>
  withReader({ colorScheme: 'light' }, async ({ page, use }) => {
    await use('/');
    const colorOf = (locator: Locator): Promise<string> =>
      locator.first().evaluate(element => getComputedStyle(element).backgroundColor);
    const bars = page.locator('.waterfall-bar');
    assert.equal(await colorOf(page.locator('.waterfall')), 'rgb(255, 255, 255)');
    assert.equal(await colorOf(bars), 'oklch(0.55 0.13 250)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-theme="dark"]').waitFor();
    assert.equal(await colorOf(page.locator('.waterfall')), 'rgb(20, 23, 29)');
    assert.equal(await colorOf(bars), 'oklch(0.74 0.11 250)');
  }));

for (const [width, colorScheme] of [
  [1280, 'light'],
  [1280, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const)
  test(`axe finds nothing on pages with traces, ${width} pixels wide and ${colorScheme}`, () =>
    withReader({ width, colorScheme }, async ({ page, use }) => {
      for (const path of WITH_TRACES) {
        await use(path);
        await page.locator('.waterfall-row').first().click();
        await page.locator('.details').first().waitFor();
        assert.deepEqual(await violationsOn(page), [], path);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${path} is ${wider} pixels wider than the window`);
      }
    }));

test('pages without a trace don’t load the explorer', () =>
  withReader({}, async ({ page, use }) => {
    const scripts = new Set<string>();
    page.on('request', request => {
      if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
    });
    await use('/lessons/course');
    assert.ok(scripts.size > 2);
    assert.deepEqual(
      [...scripts].filter(path => path.includes('explorer')),
      [],
    );
    await use('/lessons/first-trace');
    assert.equal([...scripts].filter(path => path.includes('explorer')).length, 1);
  }));
