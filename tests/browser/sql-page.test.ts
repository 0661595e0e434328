/// <reference lib="dom" />
// SQL over the spans, as a person asks it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { arrive, order, until, withPage, world } from './explorer.ts';

test('a query runs by keyboard, its rows lead to traces, and the address holds it', async () => {
  arrive(order(1, 10), order(2, 5, { status: 'error' }));
  await withPage('/sql', async page => {
    const field = page.getByLabel('SQL query');
    await field.fill("SELECT trace_id, duration FROM records WHERE otel_status_code = 'error'");
    await field.press('Control+Enter');
    await page.getByText(/^1 row in /).waitFor();
    await page.getByRole('gridcell', { name: '50 ms' }).waitFor();
    assert.match(page.url(), /\/sql\?q=SELECT/);
    arrive(order(3, 1, { status: 'error' }));
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText(/^2 rows in /).waitFor();
    await page.getByRole('grid', { name: 'Result' }).press('Enter');
    await until('the address', async () => new URL(page.url()).pathname, `/trace/${'2'.padStart(32, '0')}`);
  });
});

test('a mistake is marked at its place', async () => {
  arrive(order(1, 10));
  await withPage('/sql?q=SELECT%20kind,%0A%20%20servce_name%20FROM%20records', async page => {
    await page
      .getByText('Line 2, column 3: There is no column servce_name. Did you mean service_name?')
      .waitFor();
    assert.equal(await page.locator('.sql-behind mark').textContent(), 'servce_name');
    await page.getByRole('button', { name: 'Errors by service' }).click();
    await page.getByText(/^2 rows in /).waitFor();
  });
});

const ENDLESS = `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
SELECT COUNT(*) FROM c`;
const COUNT = 'SELECT COUNT(*) AS spans FROM records';

for (const [way, stop] of [
  ['Stop', (page: Page) => page.getByRole('button', { name: 'Stop' }).click()],
  ['Escape', (page: Page) => page.keyboard.press('Escape')],
] as const)
  test(`${way} ends a query, in the store too: the next one need not wait for it`, async () => {
    arrive(order(1, 10));
    await withPage('/sql', async page => {
      const field = page.getByLabel('SQL query');
      await field.fill(COUNT);
      await field.press('Control+Enter');
      await page.getByText(/^1 row in /).waitFor();
      await field.fill(ENDLESS);
      await field.press('Control+Enter');
      await page.getByText('The query runs …').waitFor();
      await stop(page);
      await page.getByText('The query was stopped.').waitFor();
      await field.fill(COUNT);
      await field.press('Meta+Enter');
      await page.getByText(/^1 row in /).waitFor();
      await page.getByRole('gridcell', { name: '2', exact: true }).waitFor();
    });
  });

test('who leaves the page leaves no query behind', async () => {
  arrive(order(1, 10));
  await withPage(`/sql?${new URLSearchParams({ q: ENDLESS })}`, async page => {
    await page.getByText('The query runs …').waitFor();
    const ended = page.waitForEvent('requestfailed', request => request.method() === 'POST');
    await page.getByRole('link', { name: 'Lost mail' }).click();
    assert.equal((await ended).url(), `${world.url}/api/view/sql`);
    await page.waitForURL(/lost-mail/);
  });
});

test('a result is copied as CSV, TSV and JSON', async () => {
  arrive(order(1, 10));
  const sql = "SELECT 'a,b' AS text, 1.5 AS number, NULL AS missing";
  await withPage(`/sql?${new URLSearchParams({ q: sql })}`, async page => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const [name, text] of [
      ['CSV', 'text,number,missing\r\n"a,b",1.5,\r\n'],
      ['TSV', 'text\tnumber\tmissing\na,b\t1.5\t\n'],
      ['JSON', JSON.stringify([{ text: 'a,b', number: 1.5, missing: null }], undefined, 2)],
    ] as const) {
      await page.getByRole('button', { name: `Copy as ${name}` }).click();
      await until(name, () => page.evaluate(() => navigator.clipboard.readText()), text);
    }
  });
});

test('a column is written where the caret is, and Undo takes it back', async () => {
  await withPage('/sql', async page => {
    const field = page.getByLabel('SQL query');
    await field.fill('SELECT  FROM records');
    await field.evaluate(box => box instanceof HTMLTextAreaElement && box.setSelectionRange(7, 7));
    await page.getByText('Columns of records').click();
    await page.getByRole('button', { name: 'span_name', exact: true }).click();
    assert.equal(await field.inputValue(), 'SELECT span_name FROM records');
    await page.keyboard.type(', kind');
    assert.equal(await field.inputValue(), 'SELECT span_name, kind FROM records');
    await page.getByRole('button', { name: 'duration', exact: true }).click();
    await page.keyboard.press('Control+z');
    assert.equal(await field.inputValue(), 'SELECT span_name, kind FROM records');
  });
});

test('what was asked before is there after a reload, also what was typed and never run', async () => {
  arrive(order(1, 10));
  await withPage('/sql', async page => {
    const field = page.getByLabel('SQL query');
    await field.fill('SELECT 41 + 1');
    await field.press('Control+Enter');
    await page.getByText(/^1 row in /).waitFor();
    await field.fill('SELECT half a thought');
    await page.getByRole('button', { name: 'Newest errors' }).click();
    await page.getByText(/^0 rows in /).waitFor();
    await page.goto(`${world.url}/sql`);
    await page.getByText('Queries asked before').click();
    const past = page.locator('.sql-past');
    await until('the past', async () => (await past.allTextContents()).slice(1), [
      'SELECT half a thought',
      'SELECT 41 + 1',
    ]);
    await past.last().click();
    await page.getByRole('gridcell', { name: '42' }).waitFor();
    await page.getByRole('button', { name: 'Forget them' }).click();
    await page.reload();
    await page.getByText(/^1 row in /).waitFor();
    // the address asks again after a reload
    await until('the past', () => past.allTextContents(), ['SELECT 41 + 1']);
  });
});

test('an empty store says so, and takes it back when spans come', async () => {
  await withPage('/sql', async page => {
    await page.getByText('No span has arrived yet').waitFor();
    arrive(order(1, 10));
    await page.getByText('No span has arrived yet').waitFor({ state: 'detached' });
  });
});
