/// <reference lib="dom" />
// Two traces compared and the service graph, in a real browser, by mouse and by keyboard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { FIRST_NANO, type SpanSketch, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { lostMailBox } from '#trace-store/lost-mail.ts';
import { type QueryServer, startQueryServer } from '#trace-store/query-server.ts';
import { openStore } from '#trace-store/store.ts';
import { launchChromium } from './chromium.ts';

const LONGEST_WAIT_MS = 15_000;
/** So long ago that all of them have ended. */
const AGO_NANO = 600_000_000_000n;

const store = openStore();
let server: QueryServer;
let browser: Browser;
let origin = '';

const keep = (spans: Span[]): void => {
  const shift = BigInt(Date.now()) * 1_000_000n - FIRST_NANO - AGO_NANO;
  const recent = spans.map(span => ({
    ...span,
    startNano: span.startNano + shift,
    endNano: span.endNano + shift,
  }));
  store.add(recent, { protocol: 'http/json', raw: new Uint8Array() });
};

const idOf = (number: number): string => number.toString(16).padStart(32, '0');

const order = (stockMs: number, extra: SpanSketch[] = [], status: 'unset' | 'error' = 'unset'): SpanSketch =>
  span('api-gateway', 'POST /orders', { kind: 'server' }, [
    span('api-gateway', 'POST', { kind: 'client' }, [
      span('order-service', 'POST /orders', { kind: 'server' }, [
        span('order-service', 'POST', { kind: 'client' }, [
          span('inventory-service', 'POST /reservations', { kind: 'server', ms: stockMs, status }),
        ]),
        ...extra,
      ]),
    ]),
  ]);
const insert = span('order-service', 'INSERT', {
  kind: 'client',
  attributes: { 'db.system.name': 'postgresql' },
});
const lookUp = span('order-service', 'look up', {}, [span('order-service', 'parse')]);

before(async () => {
  keep(trace(order(10, [lookUp]), { number: 1 }));
  keep(trace(order(60, [insert], 'error'), { number: 2, startMs: 1000 }));
  server = await startQueryServer({ port: 0, store, lostMail: lostMailBox() });
  origin = `http://127.0.0.1:${server.port}`;
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
  store.close();
});

type Reading = { path: string; width?: number };

const read = async ({ path, width = 1280 }: Reading, use: (page: Page) => Promise<void>): Promise<void> => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  const complaints: string[] = [];
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('status of 404'))
      complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  page.on('request', request => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      complaints.push(request.url());
  });
  try {
    await page.goto(origin + path);
    await use(page);
  } finally {
    await page.close();
  }
  assert.deepEqual(complaints, []);
};

const gridRow = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });
const COMPARED = `/trace/${idOf(1)}...${idOf(2)}`;

test('a comparison says what appeared, vanished and became slower, in words and in numbers', () =>
  read({ path: COMPARED }, async page => {
    await gridRow(page, 'POST /reservations').getByText('slower').waitFor();
    await gridRow(page, 'POST /reservations').getByText('+50 ms').waitFor();
    await gridRow(page, 'INSERT').getByText('appeared').waitFor();
    await gridRow(page, 'look up').getByText('vanished').waitFor();
    assert.equal(await page.title(), 'Compare api-gateway POST /orders');
    const numbers = page.getByRole('row', { name: /^inventory-service/ });
    assert.deepEqual(await numbers.getByRole('cell').allTextContents(), [
      '1',
      '1',
      '0',
      '1',
      '10 ms',
      '60 ms',
      '+50 ms',
    ]);
  }));

test('the tree of a comparison is read by keyboard: from difference to difference, folding, opening', () =>
  read({ path: COMPARED }, async page => {
    const grid = page.getByRole('treegrid');
    await grid.focus();
    const current = () => page.locator('[role=row][aria-selected=true]');
    await page.keyboard.press('n');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await current().getAttribute('aria-expanded'), 'false');
    await page.getByText(/differences below/).waitFor();
    await page.keyboard.press('n');
    await page.keyboard.press('p');
    await page.keyboard.press('End');
    assert.match((await current().textContent()) ?? '', /parse/);
    assert.equal(await grid.getAttribute('aria-activedescendant'), await current().getAttribute('id'));
    await page.getByLabel('Only what differs').check();
    await page.keyboard.press('Tab');
    await grid.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/trace/${idOf(1)}\\?uiFind=[0-9a-f]{16}$`));
  }));

test('both sides can be swapped, and one of them chosen anew from the newest of the same operation', () =>
  read({ path: COMPARED }, async page => {
    await page.getByRole('button', { name: 'Swap' }).click();
    await page.waitForURL(`${origin}/trace/${idOf(2)}...${idOf(1)}`);
    await gridRow(page, 'POST /reservations').getByText('faster').waitFor();
    await page.getByRole('button', { name: 'Choose another trace after' }).click();
    await page.getByText('The newest of api-gateway POST /orders').waitFor();
    const offered = page.getByRole('region', { name: 'Choose the trace after' }).getByRole('link');
    assert.equal(await offered.count(), 1);
    await offered.click();
    await page.waitForURL(`${origin}/trace/${idOf(2)}...${idOf(1)}`);
  }));

test('a trace that is not there is named, and another can be pasted in as a traceparent', () =>
  read({ path: `/trace/${idOf(1)}...${idOf(99)}` }, async page => {
    await page.getByText(`There is no trace ${idOf(99)}`).waitFor();
    const id = page.getByLabel('Trace id');
    await id.fill('no id at all');
    await id.press('Enter');
    await page.getByText('There is no trace id in that').waitFor();
    await id.fill(`00-${idOf(2)}-00000000000000aa-01`);
    await id.press('Enter');
    await page.waitForURL(`${origin}${COMPARED}`);
  }));

test('the service graph shows who calls whom, and an edge opens the calls behind it', () =>
  read({ path: '/dependencies' }, async page => {
    const edge = page.getByRole('button', { name: /^order-service calls inventory-service: 2 calls/ });
    await edge.focus();
    await page.keyboard.press('Enter');
    assert.equal(await edge.getAttribute('aria-pressed'), 'true');
    const details = page.getByRole('region', { name: 'order-service → inventory-service' });
    const failed = details
      .locator('div')
      .filter({ has: page.getByText('Newest failed calls') })
      .last();
    const link = failed.getByRole('link');
    assert.match((await link.getAttribute('href')) ?? '', new RegExp(`^/trace/${idOf(2)}\\?uiFind=`));
    assert.match(page.url(), /from=order-service&to=inventory-service$/);
    await page
      .getByRole('link', { name: /postgresql/ })
      .first()
      .waitFor();
  }));

test('the table has what the picture has, and the time looked back over is in the address', () =>
  read({ path: '/dependencies' }, async page => {
    const row = page.getByRole('row', { name: /order-service inventory-service/ });
    await row.waitFor();
    const cells = await row.getByRole('cell').allTextContents();
    assert.deepEqual(cells.slice(2, 7), ['2', '1 (50 %)', '10 ms', '60 ms', '60 ms']);
    assert.equal(
      await page.locator('.graph-label').count(),
      await page.locator('.graph-table tbody tr').count(),
    );
    await page.getByLabel('Look back').selectOption('6h');
    await page.waitForURL(/lookback=6h/);
    await row.waitFor();
  }));

for (const width of [1280, 390])
  test(`nothing in the picture covers anything else at ${width} pixels`, () =>
    read({ path: '/dependencies', width }, async page => {
      await page.locator('.graph-node').first().waitFor();
      const boxes = await page.locator('.graph-node, .graph-label').evaluateAll(all =>
        all.map(each => {
          const { left, right, top, bottom } = each.getBoundingClientRect();
          return { left, right, top, bottom, text: each.textContent };
        }),
      );
      for (const [at, a] of boxes.entries())
        for (const b of boxes.slice(at + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          assert.ok(apart, `${a.text} covers ${b.text}`);
        }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wider <= 0, `${wider} pixels wider than the window`);
    }));

const BIG = 10_000;
const batch = (ms: number): SpanSketch =>
  span(
    'batch',
    'run',
    {},
    Array.from({ length: BIG / 10 }, (_, group) =>
      span(
        `part-${group % 5}`,
        `batch ${group % 7}`,
        {},
        Array.from({ length: 9 }, () => span('db', 'SELECT', { ms })),
      ),
    ),
  );

const TEN_THOUSAND_WITHIN_MS = 2000;

test('10,000 spans are compared with 10,000 within two seconds of navigation', async () => {
  // last of all, so that the other tests count few spans
  keep(trace(batch(1), { number: 3, startMs: 2000 }));
  keep(trace(batch(8), { number: 4, startMs: 3000 }));
  await read({ path: '/lost-mail' }, async page => {
    await page.goto(`${origin}/trace/${idOf(3)}...${idOf(4)}`, { waitUntil: 'commit' });
    await page.locator('.rows-row').first().waitFor();
    const painted = await page.evaluate(
      () =>
        new Promise<number>(done =>
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))),
        ),
    );
    assert.ok(painted < TEN_THOUSAND_WITHIN_MS, `it took ${Math.round(painted)} ms`);
    const drawn = await page.locator('.rows-row').count();
    assert.ok(drawn < 100, `${drawn} rows are drawn`);
    await page.getByRole('treegrid').focus();
    await page.keyboard.press('End');
    await page.locator('[role=row][aria-selected=true]').filter({ hasText: 'SELECT' }).waitFor();
  });
});
