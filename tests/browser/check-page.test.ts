/// <reference lib="dom" />
// What a lab expected beside what arrived: handed on by a check, opened by its link, followed while it stays open.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { findBackend } from '#trace-check/backend.ts';
import { evidence, tinyLab } from '#trace-check/evidence-builder.ts';
import { judge } from '#trace-check/judge.ts';
import { reportPage } from '#trace-check/report/page.ts';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { until, withPage, world } from './explorer.ts';

const LAB = {
  ...tinyLab([{ rule: 'edge', from: 'api-gateway', to: 'order-service' }]),
  expected: {
    request: 'an order',
    tree: {
      service: 'api-gateway' as const,
      name: 'POST /orders',
      kind: 'server' as const,
      children: [{ service: 'order-service' as const, name: 'POST /orders', kind: 'server' as const }],
    },
  },
};

/** As check-lab does it: judged, and handed on to whoever listens. Answers with the address of the page. */
const checked = async (...traces: SpanSketch[]): Promise<string> => {
  const seen = evidence([{ name: 'an order', traces }]);
  const report = reportPage(LAB, judge(LAB, '01-tiny', seen), seen);
  process.env.UI_PORT = new URL(world.url).port;
  process.env.OTLP_HTTP_PORT = new URL(world.otlp).port;
  const backend = await findBackend();
  assert.ok(backend);
  assert.equal(await backend.take(seen.spans), undefined);
  const address = await backend.keep(report);
  assert.ok(address !== undefined);
  assert.equal(new URL(address).origin, world.url);
  return new URL(address).pathname;
};
const server = (service: string, children: SpanSketch[] = []): SpanSketch =>
  span(service, 'POST /orders', { kind: 'server' }, children);
const BROKEN = [server('api-gateway'), server('order-service')];
const WHOLE = [server('api-gateway', [server('order-service')])];

const row = (page: Page, text: RegExp) => page.getByRole('row').filter({ hasText: text });

test('the link of a report opens its words, and the expected tree laid over the arrived one', async () => {
  const address = await checked(...BROKEN);
  assert.equal(address, '/check/01-tiny');
  await withPage(address, async page => {
    await page.getByRole('heading', { name: 'Lab 01: A tiny lab' }).waitFor();
    await page.getByText('○ Not yet: 0 of 1 tasks done').waitFor();
    await page.getByText('api-gateway called order-service', { exact: false }).first().waitFor();
    const counts = page.getByRole('list', { name: 'What differs' }).getByRole('listitem');
    await until('counts', () => counts.allTextContents(), ['=1 as expected', '⇄1 elsewhere']);
    await row(page, /it arrived as a trace of its own/).waitFor();
    await row(page, /a trace of its own; expected under api-gateway POST \/orders/).waitFor();
    const lesson = page.getByRole('link', { name: 'Two services are not joined: more in the lessons' });
    assert.match((await lesson.getAttribute('href')) ?? '', /:3000\/causes\/broken-edge$/);
    // by keyboard from difference to difference, and into the trace
    await page.getByRole('treegrid').focus();
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/trace\/[0-9a-f]{32}\?uiFind=[0-9a-f]{16}/);
    // and from the trace back to the report
    await page.getByRole('link', { name: 'Lab 01: Two services are not joined' }).click();
    await page.waitForURL(/\/check\/01-tiny\?trace=/);
    await page.getByRole('heading', { name: 'Lab 01: A tiny lab' }).waitFor();
  });
});

test('an open page follows the checks, from not yet to passed', async () => {
  await withPage('/check/01', async page => {
    await page.getByRole('heading', { name: 'No check of lab 01 yet' }).waitFor();
    await checked(...BROKEN);
    await page.getByText('○ Not yet: 0 of 1 tasks done').waitFor();
    await checked(...WHOLE);
    await page.getByText('✓ Passed').waitFor();
    assert.equal(await page.title(), '✓ Lab 01 passed');
    const changes = page.locator('.compare-change');
    assert.deepEqual(await changes.allTextContents(), ['=as expected', '=as expected']);
    await page.getByRole('link', { name: 'All labs' }).click();
    await page.getByRole('link', { name: '01 A tiny lab' }).waitFor();
  });
});

test('where nothing arrived all is missing, and that nothing came is said', async () => {
  await withPage(await checked(), async page => {
    await page.getByText('no span arrived').waitFor();
    assert.deepEqual(await page.locator('.compare-change').allTextContents(), ['−missing', '−missing']);
  });
});

test('only a check may hand a report on, and what is none is refused with its place', async () => {
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${world.url}/api/view/reports`, { method: 'POST', headers, body });
    return { status: answer.status, said: await answer.text() };
  };
  assert.equal((await post('{}', { origin: 'http://localhost:3000' })).status, 403);
  assert.deepEqual(await post('not JSON'), { status: 400, said: '{"error":"the report is no object"}' });
  assert.match((await post('{"lab":"01-x"}')).said, /title is no text/);
  assert.equal((await post(`"${'x'.repeat(2 * 1024 * 1024)}"`)).status, 413);
});
