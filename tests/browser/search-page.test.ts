/// <reference lib="dom" />
// Search, import and lost mail as a person meets them, in a real browser, against a running store.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { SpanKind } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { FIRST_NANO, type SpanOptions, span, trace } from '#trace-model/builder.ts';
import { encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { jaegerTrace } from '#trace-store/jaeger-trace.ts';
import { lostMailBox } from '#trace-store/lost-mail.ts';
import { startQueryServer } from '#trace-store/query-server.ts';
import { startReceivers } from '#trace-store/receivers.ts';
import { openStore, type TraceStore } from '#trace-store/store.ts';
import { launchChromium } from './chromium.ts';

const LONGEST_WAIT_MS = 5000;

let browser: Browser;
let world: World;

type World = {
  url: string;
  store: TraceStore;
  otlp: string;
  otlpGrpc: string;
  close(): Promise<void>;
};

const openWorld = async (): Promise<World> => {
  const store = openStore();
  const lostMail = lostMailBox();
  const query = await startQueryServer({ port: 0, store, lostMail });
  const receivers = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans: store.add,
    onLostMail: mail => {
      lostMail.add(mail);
      query.tell(mail);
    },
  });
  return {
    url: `http://localhost:${query.port}`,
    otlp: `http://localhost:${receivers.httpPort}`,
    otlpGrpc: `http://localhost:${receivers.grpcPort}`,
    store,
    async close() {
      await receivers.close();
      await query.close();
      store.close();
    },
  };
};

before(async () => {
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await world?.close();
});
beforeEach(async () => {
  await world?.close();
  world = await openWorld();
});

/** Started so many seconds ago. */
const order = (
  number: number,
  secondsAgo: number,
  options: SpanOptions = {},
  service = 'gateway',
): Span[] => {
  const shift = BigInt(Date.now() - secondsAgo * 1000) * 1_000_000n - FIRST_NANO;
  const kind = 'server';
  const root = span(service, `order ${number}`, { kind, ms: 50, ...options }, [
    span('orders', 'place order', { kind, at: 1, ms: 8 }),
  ]);
  return trace(root, { number }).map(one => ({
    ...one,
    startNano: one.startNano + shift,
    endNano: one.endNano + shift,
  }));
};

const arrive = (...traces: Span[][]): void => {
  for (const spans of traces) world.store.add(spans, { protocol: 'http/json', raw: new Uint8Array() });
};

/** One window; it has nothing to complain of when it is closed. */
const withPage = async (path: string, use: (page: Page) => Promise<void>): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  const complaints: string[] = [];
  page.on('console', message => {
    // a refused import is an answer with status 400, which Chromium calls an error
    const refused = message.location().url.endsWith('/api/view/import');
    if (['error', 'warning'].includes(message.type()) && !refused) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  page.on('request', request => {
    if (!request.url().startsWith(world.url) && !request.url().startsWith('data:'))
      complaints.push(`asks for ${request.url()}`);
  });
  try {
    await page.goto(world.url + path);
    await use(page);
  } finally {
    await page.close();
  }
  assert.deepEqual(complaints, []);
};

const shown = async (page: Page): Promise<string[]> => page.locator('.result-name a').allTextContents();

/** Polls, since what arrives takes a moment to be drawn. */
const until = async <T>(what: string, read: () => Promise<T>, wanted: T): Promise<void> => {
  const give = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const found = await read();
    try {
      assert.deepEqual(found, wanted);
      return;
    } catch (error) {
      if (Date.now() > give) throw new Error(`${what}: still ${JSON.stringify(found)}`, { cause: error });
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
};

const lists = (page: Page, ...numbers: number[]): Promise<void> =>
  until('the list', async () => (await shown(page)).map(text => Number(text.replace(/\D+/, ''))), numbers);

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

const file = (name: string, content: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(content),
});

test('files come in by button and by drop; a bad one leaves nothing and names the place', async () => {
  await withPage('/search', async page => {
    const choose = page.locator('input[type=file]');
    await choose.setInputFiles([
      file('one.json', JSON.stringify(encodeOtlpJson(order(1, 30)))),
      file('two.json', JSON.stringify({ data: [jaegerTrace(order(2, 20))] })),
    ]);
    await page.getByText('OTLP JSON: 1 trace with 2 spans.').waitFor();
    await page.getByText('Jaeger JSON: 1 trace with 2 spans.').waitFor();
    await lists(page, 2, 1);

    const broken = encodeOtlpJson([...order(3, 10), ...order(4, 5)]);
    const bad = broken.resourceSpans[3]?.scopeSpans[0]?.spans[0];
    assert.ok(bad);
    bad.spanId = 'no id';
    await choose.setInputFiles([file('bad.json', JSON.stringify(broken))]);
    await page
      .getByText('resourceSpans[3].scopeSpans[0].spans[0]: spanId is not 16 hex digits. Nothing of this file')
      .waitFor();
    assert.equal(world.store.counts().traces, 2);

    const lines = [order(5, 3), order(6, 2)].map(spans => JSON.stringify(encodeOtlpJson(spans))).join('\n');
    await page.evaluate(text => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'lines.jsonl'));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, lines);
    await page.getByText('OTLP JSON: 2 traces with 4 spans.').waitFor();
    await page.mouse.move(5, 5);
    await lists(page, 6, 5, 2, 1);
  });
});

test('only a page of the store itself may import, and what is exported imports again', async () => {
  const spans = order(1, 10);
  arrive(spans);
  const id = spans[0]?.traceId;
  const body = await (await fetch(`${world.url}/api/view/export/${id}`)).text();
  const post = (headers: Record<string, string>) =>
    fetch(`${world.url}/api/view/import`, { method: 'POST', headers, body });
  assert.equal((await post({ origin: 'http://localhost:3000' })).status, 403);
  const answer = await post({ origin: world.url });
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), {
    format: 'OTLP JSON',
    spans: 2,
    traces: [{ traceId: id, spans: 2 }],
  });
  assert.deepEqual(world.store.trace(id ?? '')?.length, 2);
  const jaeger = await fetch(`${world.url}/api/view/export/${id}?as=jaeger`);
  assert.match(jaeger.headers.get('content-disposition') ?? '', /trace-0+1\.jaeger\.json/);
  assert.deepEqual(await jaeger.json(), JSON.parse(JSON.stringify({ data: [jaegerTrace(spans)] })));
});

test('an empty list says what to do, and lost mail says why nothing came', async () => {
  const lose = () => fetch(`${world.otlp}/v1/traces/v1/traces`, { method: 'POST', body: 'abc' });
  await lose();
  await withPage('/search', async page => {
    await page.getByText('curl -X POST localhost:8080/orders').waitFor();
    await page.getByText('1 delivery arrived and could not be used.').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await lose();
    await page.getByText('2 deliveries arrived and could not be used.').waitFor();
    await page.getByRole('link', { name: 'See why in lost mail' }).click();
    await page.getByRole('heading', { name: 'The path is there twice 2 deliveries' }).waitFor();
    assert.equal(await page.title(), 'Lost mail (2)');
    const lesson = page.getByRole('link', { name: 'The path is there twice' });
    assert.match((await lesson.getAttribute('href')) ?? '', /:3000\/causes\/endpoint-has-path$/);
    await lose();
    await page.getByRole('heading', { name: 'The path is there twice 3 deliveries' }).waitFor();
    await fetch(`${world.otlpGrpc}/v1/traces`, { method: 'POST', body: 'abc' }).catch(() => undefined);
    await page.getByRole('heading', { name: 'HTTP came to the port for gRPC' }).waitFor();
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

test('axe finds nothing, narrow and dark, wide and light', async () => {
  arrive(order(1, 30, { status: 'error' }), order(2, 20));
  await fetch(`${world.otlp}/`, { method: 'POST', body: 'abc' });
  for (const [path, ready] of [
    ['/search', '.result'],
    ['/search?minDuration=5', '.search-complaint'],
    ['/search?service=nobody', '.search-empty'],
    ['/lost-mail', '.mail-table'],
  ] as const)
    await withPage(path, async page => {
      await page.evaluate(axe.source);
      for (const [width, colorScheme] of [
        [390, 'dark'],
        [1280, 'light'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.locator(ready).first().waitFor({ state: 'attached' });
        const violations = await page.evaluate(async () => {
          const { violations } = await axe.run();
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        });
        assert.deepEqual(violations, [], `${path} at ${width}, ${colorScheme}`);
        const overflows = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflows <= 0, `${path} at ${width} is ${overflows} px too wide`);
      }
    });
});
