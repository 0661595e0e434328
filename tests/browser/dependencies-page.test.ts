/// <reference lib="dom" />
// The service graph while traffic comes in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { arrive, order, until, withPage } from './explorer.ts';

const placesOf = (page: Page): Promise<Record<string, string>> =>
  page
    .locator('.graph-node, .graph-label')
    .evaluateAll(all =>
      Object.fromEntries(
        all.map((each, at) => [`${at} ${each.className}`, each.getAttribute('style') ?? '']),
      ),
    );

const callsOn = async (page: Page): Promise<string> =>
  (await page.locator('.graph-label').first().textContent()) ?? '';

test('traffic is counted as it comes, and nothing moves', async () => {
  arrive(order(1, 10));
  await withPage('/dependencies', async page => {
    await page.getByRole('button', { name: /^gateway calls orders: 1 call\b/ }).waitFor();
    const before = await placesOf(page);
    for (let number = 2; number <= 1200; number++) arrive(order(number, 5, { status: 'error' }));
    await page.getByRole('button', { name: /^gateway calls orders: 1,200 calls/ }).waitFor();
    assert.deepEqual(await placesOf(page), before);
    // who was not there yet comes in too
    arrive(order(2000, 1, {}, 'mobile-app'));
    await page.getByRole('button', { name: /^mobile-app calls orders: 1 call\b/ }).waitFor();
  });
});

test('a paused graph stands still until it is resumed', async () => {
  arrive(order(1, 10));
  await withPage('/dependencies', async page => {
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^gateway calls orders: 1 call\b/ }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    const told = page.evaluate(
      () =>
        new Promise<void>(resolve => {
          new EventSource('/api/live').addEventListener('traces', () => resolve());
        }),
    );
    // the stream of this page tells of it: a graph that did not stand still would ask
    let asked = 0;
    page.on('request', request => {
      if (request.url().includes('/api/view/dependencies')) asked++;
    });
    // sent until it is heard, and counted once
    const again = order(2, 5);
    await until(
      'the page hears of a trace',
      async () => {
        arrive(again);
        return Promise.race([told.then(() => 'heard'), page.evaluate(() => 'not yet')]);
      },
      'heard',
    );
    assert.equal(asked, 0);
    assert.match(await callsOn(page), /: 1 call\b/);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: /^gateway calls orders: 2 calls/ }).waitFor();
  });
});

test('an empty graph says what to do, and fills by itself', async () => {
  await withPage('/dependencies', async page => {
    await page.getByText('No trace has arrived yet').waitFor();
    arrive(order(1, 7200));
    await page.getByText('The store holds 1 trace of another time.').waitFor();
    await page.getByRole('link', { name: 'Count all of them' }).click();
    await page.getByRole('button', { name: /^gateway calls orders: 1 call\b/ }).waitFor();
    assert.match(page.url(), /lookback=any$/);
  });
});

test('a store that answers wrongly is told, and asked again', async () => {
  arrive(order(1, 10));
  await withPage('/lost-mail', async page => {
    await page.route('**/api/view/dependencies*', route => route.fulfill({ status: 200, body: '{}' }));
    await page.goto(page.url().replace('/lost-mail', '/dependencies'));
    await page.getByText('The graph can’t be counted.').waitFor();
    await page.unroute('**/api/view/dependencies*');
    await page.getByRole('button', { name: 'Count again' }).click();
    await page.getByRole('button', { name: /^gateway calls orders: 1 call\b/ }).waitFor();
    assert.equal(await page.getByText('The graph can’t be counted.').count(), 0);
  });
});
