/// <reference lib="dom" />
// SQL over the spans, as a person asks it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrive, order, until, withPage } from './explorer.ts';

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
