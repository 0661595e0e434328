/// <reference lib="dom" />
// The other views of one trace, in a real browser: table, flame graph, replay.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { FIRST_NANO, span, trace } from '#trace-model/builder.ts';
import { arrive, withPage } from './explorer.ts';

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

beforeEach(() => {
  const shift = BigInt(Date.now()) * 1_000_000n - FIRST_NANO;
  arrive(order.map(each => ({ ...each, startNano: each.startNano + shift, endNano: each.endNano + shift })));
});

const withView = (view: string, use: (page: Page) => Promise<void>): Promise<void> =>
  withPage(`/trace/${order[0]?.traceId}?view=${view}`, use);

const operations = (page: Page): Promise<string[]> =>
  page.getByRole('row').locator('[role=gridcell]:nth-child(2)').allTextContents();

test('the table is sorted by any column, and the other way round', () =>
  withView('table', async page => {
    const duration = page.getByRole('button', { name: 'Duration' });
    await duration.focus();
    await page.keyboard.press('Enter');
    assert.equal(
      await page.getByRole('columnheader', { name: 'Duration' }).getAttribute('aria-sort'),
      'descending',
    );
    assert.deepEqual(await operations(page), ['POST /orders', 'place order', 'reserve', 'reserve', 'charge']);
    await page.keyboard.press('Enter');
    assert.equal((await operations(page))[0], 'charge');
    await page.getByText('Error card declined').waitFor();
  }));

test('rows of the table are chosen and opened by keyboard, and the choice is kept in the other views', () =>
  withView('table', async page => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Details of the chosen span' }).waitFor();
    await page.getByRole('radio', { name: 'Flame graph' }).check({ force: true });
    await page.getByRole('region', { name: 'The chosen span' }).getByText('place order').waitFor();
  }));

test('spans are gathered by operation, and a group opens to its spans', () =>
  withView('table', async page => {
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
    assert.deepEqual(await operations(page), ['reserve', 'reserve']);
  }));

test('the flame graph is walked and zoomed by keyboard', () =>
  withView('flame', async page => {
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
  }));

test('the replay is stepped, scrubbed and played, and says what happens', () =>
  withView('replay', async page => {
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
  }));

test('where less motion is asked for, the replay goes from moment to moment', () =>
  withView('replay', async page => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
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
  }));
