/// <reference lib="dom" />
// Details of a span, why its place is odd, and the headers that crossed: by mouse, by keyboard, at two widths.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { arrive, order, until, withPage, world } from './explorer.ts';
import { ODD_TRACE_ID, oddTrace } from './odd-trace.ts';

const ADDRESS = `/trace/${ODD_TRACE_ID}`;
const spanAt = (number: number): string => `${ADDRESS}?uiFind=${number.toString(16).padStart(16, '0')}`;

const details = (page: Page) => page.locator('.details');

/** Tab is pressed until something with this text has the focus. */
const tabTo = async (page: Page, text: string): Promise<void> => {
  for (let presses = 0; presses < 80; presses++) {
    if ((await page.evaluate(() => document.activeElement?.textContent ?? '')).startsWith(text)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`“${text}” can't be reached with Tab`);
};

/** Within the frame of the waterfall, not below its edge. */
const isSeen = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate(wanted => {
    const frame = document.querySelector('.waterfall')?.getBoundingClientRect();
    const box = document.querySelector(wanted)?.getBoundingClientRect();
    return frame !== undefined && box !== undefined && box.top >= frame.top && box.top + 60 <= frame.bottom;
  }, selector);

test('a span tells its attributes, events, links, flags and raw form', async () => {
  arrive(oddTrace());
  await withPage(spanAt(5), async page => {
    await details(page).getByText('declined').first().waitFor();
    await details(page).getByText('at charge (/shop/order-service/charge.ts:12:11)').waitFor();
    await until('times of events', () => details(page).locator('.details-time').allTextContents(), [
      '+2 ms',
      '+30 ms',
    ]);
    const link = details(page).getByRole('link', { name: /of another trace/ });
    assert.equal(await link.getAttribute('href'), `/trace/${'8'.repeat(32)}?uiFind=${'8'.repeat(16)}`);
    await details(page).getByText('Scope and flags').click();
    await details(page).getByText('No: the parent is of the same process').waitFor();
    await details(page).getByText('Raw OTLP').first().click();
    const raw = await details(page).getByRole('region', { name: 'Raw OTLP' }).textContent();
    assert.equal(JSON.parse(raw ?? '').resourceSpans[0].scopeSpans[0].spans[0].name, 'charge');
  });
});

test('what is copied is the raw span and the link to it', async () => {
  arrive(oddTrace());
  await withPage(spanAt(1), async page => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const pasted = () => page.evaluate(() => navigator.clipboard.readText());
    await details(page).getByRole('button', { name: 'Copy the link' }).click();
    await until('the link', pasted, `${world.url}${spanAt(1)}`);
    await details(page).getByText('Raw OTLP').first().click();
    await details(page).getByRole('button', { name: 'Copy the raw OTLP' }).click();
    await until('the span', async () => (await pasted()).includes('"user_agent.original"'), true);
  });
});

test('a shared name is explained on hover and on focus, and Escape closes the explanation', async () => {
  arrive(oddTrace());
  await withPage(spanAt(1), async page => {
    const name = details(page).getByRole('button', { name: 'http.route' });
    const tip = page.locator('.convention-tip:popover-open');
    await name.hover();
    await tip.getByText('The pattern of the route that answered').waitFor();
    await tip.hover();
    await tip.getByText('The pattern of the route that answered').waitFor();
    await page.mouse.move(5, 5);
    await tip.waitFor({ state: 'detached' });
    await name.focus();
    await tip.getByText('The pattern of the route that answered').waitFor();
    assert.equal(await name.getAttribute('aria-describedby'), await tip.getAttribute('id'));
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
  });
});

test('an old name says its new one; a number sent as text is pointed out', async () => {
  arrive(oddTrace());
  await withPage(spanAt(2), async page => {
    await details(page).getByText('string, int expected').waitFor();
    await details(page).getByRole('button', { name: 'http.method old name' }).focus();
    await page.locator('.convention-tip:popover-open').getByText('http.request.method').waitFor();
  });
});

test('odd places are listed, and each is reached with the keyboard alone', async () => {
  arrive(oddTrace());
  await withPage(ADDRESS, async page => {
    const strip = page.getByRole('region', { name: 'Why: odd places of this trace' });
    await strip.getByText('6 odd places').waitFor();
    assert.equal(await details(page).count(), 0);
    await tabTo(page, 'A span is started and never ended');
    await page.keyboard.press('Enter');
    const card = page.getByRole('region', { name: 'Why: A span is started and never ended' });
    await card.getByText('Its parent ffffffffffffffff is not in the trace.').waitFor();
    await until('what is seen of the card', () => isSeen(page, '.why-card'), true);
    const more = card.getByRole('link', { name: 'More on this in the lessons' });
    assert.equal(await more.getAttribute('href'), 'http://localhost:3000/causes/span-never-ended');
    await tabTo(page, 'A span does not wait');
    await page.keyboard.press('Enter');
    await page.getByText('It ends 21 ms after its parent “place order”').last().waitFor();
  });
});

test('a sound trace has nothing to say about odd places', async () => {
  const spans = order(1, 10);
  arrive(spans);
  await withPage(`/trace/${spans[0]?.traceId}?uiFind=${spans[0]?.spanId}`, async page => {
    await details(page).waitFor();
    // the strip comes a moment after the first paint, where there is one
    await until('signs', () => page.locator('.waterfall-odd, .why-strip, .why-card').count(), 0);
  });
});

test('the headers of a call are drawn from its spans, or shown as they were received', async () => {
  arrive(oddTrace());
  const strip = (page: Page) => details(page).locator('.wire-strip').first();
  await withPage(spanAt(3), async page => {
    await strip(page).getByText('Nobody kept the headers of this call.').waitFor();
    await strip(page).getByText('ot=th:8').waitFor();
    assert.equal(
      await strip(page).locator('p.wire-header').textContent(),
      `traceparent: 00-${ODD_TRACE_ID}-0000000000000002-01`,
    );
    await strip(page).getByText('The id of the span that called, and the parent').waitFor();
  });
  const received = {
    service: 'order-service',
    at: Date.now(),
    method: 'POST',
    url: '/orders',
    headers: { traceparent: `00-${ODD_TRACE_ID}-0000000000000002-01`, baggage: 'user=J%C3%BCrgen' },
  };
  const post = (headers: Record<string, string>) =>
    fetch(`${world.url}/api/view/hops`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ hops: [received] }),
    });
  assert.equal((await post({ origin: 'http://localhost:3000' })).status, 403);
  assert.equal((await post({})).status, 200);
  await withPage(spanAt(2), async page => {
    await strip(page).getByText('As order-service received it, with POST /orders.').waitFor();
    await strip(page).getByText('user=Jürgen').waitFor();
  });
});

test('nothing moves when the span arrives under an opened row', async () => {
  arrive(oddTrace());
  await withPage(ADDRESS, async page => {
    await page.locator('[data-row]').first().waitFor();
    const held = Promise.withResolvers<void>();
    await page.route('**/spans/*', async route => {
      await held.promise;
      await route.continue();
    });
    await page.locator('[data-row]', { hasText: 'charge' }).click();
    await details(page).waitFor();
    const heading = details(page).getByText('Links', { exact: true });
    const before = await heading.boundingBox();
    held.resolve();
    await details(page).getByText('at charge (/shop').waitFor();
    const moved = Math.abs(((await heading.boundingBox())?.y ?? 0) - (before?.y ?? 0));
    assert.ok(moved <= 2, `the links moved by ${moved} px`);
  });
});
