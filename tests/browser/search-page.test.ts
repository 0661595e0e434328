/// <reference lib="dom" />
// Search as a person meets it: every field, Jaeger's address, live, by keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SpanKind } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { arrive, lists, order, until, withPage, world } from './explorer.ts';

test('each field narrows the search, and the address holds it', async () => {
  arrive(
    order(1, 7200, { ms: 10 }),
    order(2, 40, { ms: 900, attributes: { 'order.note': 'two words', 'http.response.status_code': 500 } }),
    order(3, 30, { ms: 60, status: 'error' }),
    order(4, 20, {}, 'kiosk'),
  );
  await withPage('/search', async page => {
    const find = () => page.getByRole('button', { name: 'Find traces' }).click();
    const clear = () => page.getByRole('button', { name: 'Clear' }).click();
    const param = (name: string) => new URL(page.url()).searchParams.get(name);
    await lists(page, 4, 3, 2, 1);

    await page.getByLabel('Service', { exact: true }).selectOption('kiosk');
    await find();
    await lists(page, 4);
    assert.equal(param('service'), 'kiosk');
    assert.equal(await page.title(), 'kiosk · Traces');

    await clear();
    await page.getByLabel('Operation').fill('order 3');
    await find();
    await lists(page, 3);

    await clear();
    await page.getByLabel('Attributes').fill('http.response.status_code=500 order.note="two words"');
    await find();
    await lists(page, 2);
    assert.equal(param('tags'), '{"http.response.status_code":"500","order.note":"two words"}');

    await clear();
    await page.getByRole('textbox', { name: 'Shortest' }).fill('55ms');
    await page.getByRole('textbox', { name: 'Longest' }).fill('0.5s');
    await find();
    await lists(page, 3);

    await clear();
    await page.getByLabel('Started').selectOption('1h');
    await find();
    await lists(page, 4, 3, 2);
    assert.equal(param('lookback'), '1h');

    await page.getByLabel('At most').fill('2');
    await page.keyboard.press('Enter');
    await lists(page, 4, 3);

    await page.goBack();
    await lists(page, 4, 3, 2);
    assert.equal(await page.getByLabel('At most').inputValue(), '20');

    await page.getByLabel('Sort').selectOption('longest');
    await lists(page, 2, 3, 4);
    assert.equal(param('sort'), 'longest');
  });
});

test('an address of Jaeger UI opens the search it means', async () => {
  const [old, recent] = [order(1, 7200), order(2, 60, { status: 'error', attributes: { 'order.id': 7 } })];
  arrive(old, recent, order(3, 50));
  const start = (Date.now() - 3_600_000) * 1000;
  const address = new URLSearchParams({
    end: String(Date.now() * 1000),
    limit: '20',
    lookback: '1h',
    maxDuration: '2s',
    minDuration: '1ms',
    operation: 'order 2',
    service: 'gateway',
    start: String(start),
    tags: '{"error":"true","order.id":"7"}',
  });
  await withPage(`/search?${address}`, async page => {
    await lists(page, 2);
    assert.equal(await page.getByLabel('Attributes').inputValue(), 'error=true order.id=7');
    assert.equal(await page.getByLabel('Operation').inputValue(), 'order 2');
    assert.equal(await page.getByRole('textbox', { name: 'Shortest' }).inputValue(), '1ms');
  });
});

test('a bad value is said at its field, which gets the focus, and the list stays', async () => {
  arrive(order(1, 10));
  await withPage('/search', async page => {
    await lists(page, 1);
    await page.getByRole('textbox', { name: 'Longest' }).fill('100');
    await page.keyboard.press('Enter');
    await page.getByText('Write a number and a unit').waitFor();
    const field = page.getByRole('textbox', { name: 'Longest' });
    await until('the focus', () => field.evaluate(element => element === document.activeElement), true);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const says = await field.evaluate(
      element => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent,
    );
    assert.match(says ?? '', /100ms, 1.5s, 2m/);
    await lists(page, 1);
  });
  await withPage('/search?lookback=yesterday', async page => {
    await page.getByText('"yesterday" is no time range').waitFor();
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'This search can’t be asked');
  });
});

test('keys that were seen complete what is typed, by keyboard', async () => {
  arrive(order(1, 10, { attributes: { 'order.id': 7, 'order.note': 'two words' } }), order(2, 5));
  await withPage('/search', async page => {
    const field = page.getByRole('combobox', { name: 'Attributes' });
    await field.focus();
    await field.pressSequentially('ord');
    await page.getByRole('option', { name: /order\.note.*two words/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until('the text', () => field.inputValue(), 'order.id=');
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await lists(page, 1);
  });
});

test('traces of the real SDK come in live, and only those that are asked for', async () => {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'till' }),
    spanProcessors: [
      new SimpleSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${world.otlp}/v1/traces` }) }),
    ],
  });
  await withPage('/search?service=till', async page => {
    await page.getByText('No trace has arrived yet').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const tracer = provider.getTracer('test');
    tracer.startSpan('sale 5', { kind: SpanKind.SERVER }).end();
    arrive(order(6, 0));
    await lists(page, 5);
    tracer.startSpan('sale 7', { kind: SpanKind.SERVER }).end();
    await lists(page, 7, 5);
  });
  await provider.shutdown();
});

test('while paused, and while someone reads the list, new traces wait and are counted', async () => {
  arrive(order(1, 20));
  await withPage('/search', async page => {
    await lists(page, 1);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    arrive(order(2, 10), order(3, 5));
    const waiting = page.getByRole('button', { name: 'Show 2 new traces' });
    await waiting.waitFor();
    await lists(page, 1);
    await waiting.click();
    await lists(page, 3, 2, 1);
    await page.getByRole('button', { name: 'Resume' }).click();

    await page.locator('.result').first().hover();
    const before = await page.locator('.result').first().boundingBox();
    arrive(order(4, 1));
    await page.getByRole('button', { name: 'Show 1 new trace' }).waitFor();
    await lists(page, 3, 2, 1);
    assert.deepEqual(await page.locator('.result').first().boundingBox(), before);
    await page.mouse.move(5, 5);
    await lists(page, 4, 3, 2, 1);
  });
});

test('by keyboard alone: choose two to compare, walk the picture, open a trace', async () => {
  arrive(order(1, 30), order(2, 20, { status: 'error' }), order(3, 10));
  await withPage('/search', async page => {
    await lists(page, 3, 2, 1);
    const focused = () =>
      page.evaluate(
        () =>
          document.activeElement?.getAttribute('aria-label') ??
          document.activeElement?.closest('label, a, button')?.textContent ??
          '',
      );
    const tabTo = async (wanted: RegExp): Promise<void> => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        if (wanted.test(await focused())) return;
      }
      assert.fail(`Tab does not reach ${wanted}`);
    };
    await tabTo(/order 3 · 50 ms · 2 spans · no errors/);
    await page.keyboard.press('ArrowLeft');
    assert.match(await focused(), /order 2 · 50 ms · 2 spans · 1 error/);
    await page.keyboard.press('Home');
    assert.match(await focused(), /order 1/);
    await tabTo(/Compare order 3/);
    await page.keyboard.press('Space');
    await tabTo(/Compare order 2/);
    await page.keyboard.press('Space');
    const [a, b] = [order(3, 0)[0]?.traceId, order(2, 0)[0]?.traceId];
    const compare = page.getByRole('link', { name: /^Compare 0000000 with/ });
    assert.equal(await compare.getAttribute('href'), `/trace/${a}...${b}`);
    await tabTo(/order 2/);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${world.url}/trace/${b}`);
    await page.goBack();
    await page.getByLabel('Trace id').fill(`00-${a}-00f067aa0ba902b7-01`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${world.url}/trace/${a}`);
  });
});

test('a search that fits nothing leads to a wider one', async () => {
  arrive(order(1, 7200));
  await withPage('/search?lookback=1h&service=gateway', async page => {
    await page.getByText('The store holds 1 trace.').waitFor();
    await page.getByRole('link', { name: 'look at any time' }).click();
    await lists(page, 1);
  });
});
