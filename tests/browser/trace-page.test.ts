/// <reference lib="dom" />
// One trace in a real browser: found, folded, zoomed and opened, by mouse and by keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type SpanSketch, span, trace } from '#trace-model/builder.ts';
import { arrive, until, withPage } from './explorer.ts';

const MANY = 3_000;

const ORDER: SpanSketch = span('api-gateway', 'POST /orders', { kind: 'server', ms: 80 }, [
  span('api-gateway', 'GET', { kind: 'client', ms: 14 }, [
    span('user-service', 'GET /users/:id', { kind: 'server', attributes: { 'user.id': 'u-7' } }),
  ]),
  span('order-service', 'place order', {
    ms: 50,
    status: { code: 'error', message: 'no tea left' },
    events: [{ name: 'exception', at: 20, attributes: { 'exception.message': 'no tea left' } }],
  }),
]);

const idOf = (number: number): string => number.toString(16).padStart(32, '0');

const withOrder = (use: (page: Page) => Promise<void>): Promise<void> => {
  arrive(trace(ORDER));
  return withPage(`/trace/${idOf(1)}`, use);
};
const withManySteps = (query: string, use: (page: Page) => Promise<void>): Promise<void> => {
  const steps = Array.from({ length: MANY - 1 }, (_, step) =>
    span('order-service', `step ${step}`, { ms: 1, attributes: { 'order.id': step } }),
  );
  arrive(trace(span('api-gateway', 'many steps', {}, steps)));
  return withPage(`/trace/${idOf(1)}${query}`, use);
};

const rowNamed = (page: Page, name: string): Locator =>
  page.locator('.waterfall-row').filter({ has: page.locator('.waterfall-operation', { hasText: name }) });
const chosenIs = (page: Page, name: string): Promise<void> =>
  until(
    'the chosen row',
    async () =>
      (await page.locator('.waterfall-row.chosen .waterfall-operation').allTextContents()).join().trim(),
    name,
  );
const rowsAre = (page: Page, count: number): Promise<void> =>
  until('rows drawn', () => page.locator('.waterfall-row').count(), count);

test('the head says what the trace is, the rows what its spans are', () =>
  withOrder(async page => {
    await page.getByRole('heading', { name: 'POST /orders' }).waitFor();
    assert.match(await page.title(), /api-gateway POST \/orders/);
    const grid = page.getByRole('treegrid');
    assert.equal(await grid.getAttribute('aria-rowcount'), '5');
    const failed = await rowNamed(page, 'place order').innerText();
    assert.match(failed, /error/);
    assert.match(failed, /50 ms/);
    assert.equal(await rowNamed(page, 'place order').locator('.waterfall-dot').count(), 1);
    await page.locator('.waterfall-critical').first().waitFor();
  }));

test('everything is reached with the keyboard', () =>
  withOrder(async page => {
    await page.getByRole('treegrid').focus();
    await page.keyboard.press('ArrowDown');
    await chosenIs(page, 'POST /orders');
    await page.keyboard.press('j');
    await chosenIs(page, 'GET');
    await page.keyboard.press('ArrowLeft');
    await rowNamed(page, 'GET /users/:id').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await rowNamed(page, 'GET /users/:id').waitFor();
    await page.keyboard.press('End');
    await chosenIs(page, 'place order');
    const active = await page.getByRole('treegrid').getAttribute('aria-activedescendant');
    assert.equal(await page.locator('.waterfall-row.chosen').getAttribute('id'), active);
    await page.keyboard.press('Enter');
    await page.locator('.waterfall-details').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.waterfall-details').waitFor({ state: 'detached' });
    await page.keyboard.press('[');
    await rowsAre(page, 1);
    await page.keyboard.press(']');
    await rowsAre(page, 4);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of this page' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }));

test('find counts, walks, and leaves its text and the span in the address', () =>
  withManySteps('', async page => {
    await page.locator('.waterfall-row').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('order.id=2');
    await page.getByText(/– of 1,11\d$/).waitFor();
    await page.keyboard.press('Enter');
    await chosenIs(page, 'step 2');
    await page.keyboard.press('Enter');
    await chosenIs(page, 'step 20');
    await page.keyboard.press('Shift+Enter');
    await chosenIs(page, 'step 2');
    await until(
      'what the address says',
      async () => /uiFind=order.id%3D2&span=[0-9a-f]{16}/.test(page.url()),
      true,
    );
  }));

test('an address with a span opens at that span, Jaeger’s uiFind too', async () => {
  const spanId = (2500).toString(16).padStart(16, '0');
  for (const query of [`uiFind=${spanId}`, `span=${spanId}`])
    await withManySteps(`?${query}`, async page => {
      await page.locator('.waterfall-row.chosen').waitFor();
      await chosenIs(page, 'step 2498');
      await page.locator('.waterfall-details').waitFor();
      const box = await page.locator('.waterfall-row.chosen').boundingBox();
      assert.ok(box !== null && box.y > 0 && box.y < 800, 'the chosen row is on the screen');
    });
});

test('only the rows that can be seen are drawn, wherever one scrolls', () =>
  withManySteps('', async page => {
    await page.locator('.waterfall-row').first().waitFor();
    await page.locator('.waterfall').evaluate(frame => {
      frame.scrollTop = frame.scrollHeight;
    });
    await rowNamed(page, `step ${MANY - 2}`).waitFor();
    assert.ok((await page.locator('.waterfall-row').count()) < 80);
  }));

test('a part of the time is chosen by dragging over the strip or with the arrow keys, and z shows all again', () =>
  withOrder(async page => {
    const strip = await page.locator('.minimap-strip').boundingBox();
    assert.ok(strip);
    const y = strip.y + strip.height / 2;
    await page.mouse.move(strip.x + strip.width * 0.25, y);
    await page.mouse.down();
    await page.mouse.move(strip.x + strip.width * 0.5, y, { steps: 4 });
    await page.mouse.up();
    await page.getByText(/20(\.\d+)? ms to (40|39\.9|40\.\d+)(\.\d+)? ms of 80 ms/).waitFor();
    const start = page.getByRole('slider', { name: 'Start of what is shown' });
    await start.focus();
    await page.keyboard.press('Home');
    assert.equal(await start.getAttribute('aria-valuetext'), '0 ms');
    await page.keyboard.press('z');
    await page.getByText('Drag over the strip to look closer.').waitFor();
  }));

test('a row opens and folds by mouse, and names can be made wider', () =>
  withOrder(async page => {
    await rowNamed(page, 'place order').click();
    await page.locator('.waterfall-details').waitFor();
    await page.locator('.waterfall-fold[data-fold]').first().click();
    await rowsAre(page, 1);
    const handle = page.getByRole('separator', { name: 'Width of the names' });
    const before = Number(await handle.getAttribute('aria-valuenow'));
    await handle.focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(Number(await handle.getAttribute('aria-valuenow')), before + 16);
  }));

test('a trace that is not there yet says what to do, and is shown when it comes; more of it is offered', () =>
  withPage(`/trace/${idOf(3)}`, async page => {
    await page.getByRole('heading', { name: 'There is no trace with this id yet' }).waitFor();
    const [first, ...rest] = trace(ORDER, { number: 3 });
    assert.ok(first);
    arrive([first]);
    await page.getByRole('heading', { name: 'POST /orders' }).waitFor();
    assert.equal(await page.getByRole('treegrid').getAttribute('aria-rowcount'), '2');
    arrive(rest);
    await page.getByText('3 more spans arrived.').waitFor();
    await page.getByRole('button', { name: 'Show them' }).click();
    await rowNamed(page, 'place order').waitFor();
    assert.equal(await page.getByRole('treegrid').getAttribute('aria-rowcount'), '5');
  }));

test('find marks its letters in names; what is found elsewhere is a row without a mark', () =>
  withOrder(async page => {
    const marks = (): Promise<string[]> => page.locator('.waterfall-row mark').allTextContents();
    await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('USER');
    await until('marks', marks, ['user', 'user']);
    await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('u-7');
    await until('marks', marks, []);
    assert.equal(await page.locator('.waterfall-row.matched').count(), 1);
  }));

test('dragging over the ticks looks closer, and the keys do the same', () =>
  withOrder(async page => {
    const ticks = await page.locator('.waterfall-head .waterfall-time').boundingBox();
    assert.ok(ticks);
    const y = ticks.y + ticks.height / 2;
    await page.mouse.move(ticks.x + ticks.width * 0.5, y);
    await page.mouse.down();
    await page.mouse.move(ticks.x + ticks.width * 0.25, y, { steps: 4 });
    await page.locator('.waterfall-stretch').waitFor();
    await page.mouse.up();
    await page.getByText(/^(19\.9|20)(\.\d+)? ms to (40|39\.9|40\.\d+)(\.\d+)? ms of 80 ms/).waitFor();
    // a click is no drag
    await page.mouse.click(ticks.x + 20, y);
    assert.equal(await page.getByText('of 80 ms').count(), 1);
    await page.keyboard.press('z');
    await page.getByText('Drag over the strip to look closer.').waitFor();
    await page.keyboard.press('+');
    await page.getByText(/ to .* of 80 ms/).waitFor();
  }));
