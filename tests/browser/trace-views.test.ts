/// <reference lib="dom" />
// The other views of one trace, in a real browser: table, flame graph, replay.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { FIRST_NANO, span, trace } from '#trace-model/builder.ts';
import { lostMailBox } from '#trace-store/lost-mail.ts';
import { type QueryServer, startQueryServer } from '#trace-store/query-server.ts';
import { openStore } from '#trace-store/store.ts';
import { launchChromium } from './chromium.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const order = trace(
  span('api-gateway', 'POST /orders', { kind: 'server', ms: 100 }, [
    span('order-service', 'place order', { at: 5, ms: 80 }, [
      span('order-service', 'reserve', { at: 0, ms: 20 }),
      span('order-service', 'reserve', { at: 30, ms: 45 }),
      span('order-service', 'charge', {
        at: 25,
        ms: 4,
        status: { code: 'error', message: 'card declined' },
      }),
    ]),
  ]),
);

const LONGEST_WAIT_MS = 8000;

const store = openStore();
let server: QueryServer;
let browser: Browser;
let page: Page;
let complaints: string[] = [];

before(async () => {
  const shift = BigInt(Date.now()) * 1_000_000n - FIRST_NANO;
  store.add(
    order.map(each => ({ ...each, startNano: each.startNano + shift, endNano: each.endNano + shift })),
    { protocol: 'http/json', raw: new Uint8Array() },
  );
  server = await startQueryServer({ port: 0, store, lostMail: lostMailBox() });
  browser = await launchChromium();
  // axe is no part of the page, so the page's own policy would keep it out
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
});
after(async () => {
  await browser?.close();
  await server?.close();
  store.close();
});

const open = async (view: string): Promise<void> => {
  complaints = [];
  await page.goto(`http://127.0.0.1:${server.port}/trace/${order[0]?.traceId}?view=${view}`);
};
const assertContent = (): void => assert.deepEqual(complaints, []);

const operations = (): Promise<string[]> =>
  page.getByRole('row').locator('[role=gridcell]:nth-child(2)').allTextContents();

test('the table is sorted by any column, and the other way round', async () => {
  await open('table');
  const duration = page.getByRole('button', { name: 'Duration' });
  await duration.focus();
  await page.keyboard.press('Enter');
  assert.equal(
    await page.getByRole('columnheader', { name: 'Duration' }).getAttribute('aria-sort'),
    'descending',
  );
  assert.deepEqual(await operations(), ['POST /orders', 'place order', 'reserve', 'reserve', 'charge']);
  await page.keyboard.press('Enter');
  assert.equal((await operations())[0], 'charge');
  await page.getByText('Error card declined').waitFor();
  assertContent();
});

test('rows of the table are chosen and opened by keyboard, and the choice is kept in the other views', async () => {
  await open('table');
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Details of the chosen span' }).waitFor();
  await page.getByRole('radio', { name: 'Flame graph' }).check({ force: true });
  await page.getByRole('region', { name: 'The chosen span' }).getByText('place order').waitFor();
  assertContent();
});

test('spans are gathered by operation, and a group opens to its spans', async () => {
  await open('table');
  await page.getByLabel('Group by').selectOption('operation');
  const reserve = page.getByRole('row').filter({ hasText: 'reserve' });
  assert.deepEqual(await reserve.locator('[role=gridcell]').allTextContents(), [
    'order-servicereserve',
    '2',
    '0',
    '65 ms',
    '65 ms',
    '45 ms',
  ]);
  await reserve.click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Only order-service reserve/ }).waitFor();
  assert.deepEqual(await operations(), ['reserve', 'reserve']);
  assertContent();
});

test('the flame graph is walked and zoomed by keyboard', async () => {
  await open('flame');
  const tree = page.getByRole('tree');
  const current = tree.locator('[aria-selected=true]');
  await tree.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  assert.match(
    (await current.getAttribute('aria-label')) ?? '',
    /^order-service reserve: 2 spans, self time 65 ms/,
  );
  const narrow = (await current.boundingBox())?.width ?? 0;
  await page.keyboard.press('Enter');
  const wide = (await current.boundingBox())?.width ?? 0;
  assert.ok(wide > narrow * 1.3, `${narrow} pixels became ${wide}`);
  await page.keyboard.press('Escape');
  assert.equal((await current.boundingBox())?.width, narrow);
  await page.getByRole('button', { name: 'Choose the longest of them' }).click();
  await page.getByRole('region', { name: 'The chosen span' }).getByText('45 ms').waitFor();
  assertContent();
});

test('the replay is stepped, scrubbed and played, and says what happens', async () => {
  await open('replay');
  const told = page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await told.first().getByText('order-service begins reserve').waitFor();
  await told.nth(1).getByText('order-service begins place order, asked by api-gateway').waitFor();
  const slider = page.getByRole('slider', { name: 'Moment of the trace' });
  await slider.press('End');
  await told.first().getByText('api-gateway ends POST /orders after 100 ms').waitFor();
  await page.getByText('1 error', { exact: false }).first().waitFor();
  await page.getByLabel('The whole trace').selectOption('5');
  await page.getByRole('button', { name: 'Play again' }).click();
  await page.getByText('with an error after 4 ms').first().waitFor({ timeout: 6000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  assertContent();
});

test('where less motion is asked for, the replay goes from moment to moment', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  try {
    await open('replay');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const times = await page.evaluate(async () => {
      const seen = new Set<string>();
      const from = performance.now();
      while (performance.now() - from < 2500) {
        seen.add(document.querySelector('.replay-time')?.textContent ?? '');
        await new Promise(requestAnimationFrame);
      }
      return [...seen];
    });
    assert.deepEqual(times, ['0 ms of 100 ms', '5 ms of 100 ms', '25 ms of 100 ms']);
  } finally {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  }
  assertContent();
});

for (const view of ['table', 'flame', 'replay'])
  test(`axe finds nothing serious in the ${view} view, on a wide light and a narrow dark screen`, async () => {
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(view);
      await page.locator('.views-frame').waitFor();
      await page.addScriptTag({ path: AXE });
      const found = await page.evaluate(async () => {
        const { violations } = await window.axe.run('.views-frame');
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
      });
      assert.deepEqual(found, [], `${width} pixels, ${colorScheme}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wider <= 0, `${wider} pixels wider than the window`);
    }
    assertContent();
  });

declare global {
  interface Window {
    axe: {
      run(
        where?: string,
      ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
    };
  }
}
