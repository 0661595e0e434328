/// <reference lib="dom" />
// The explorer on what the shop really sends: four services with the finished parts of lab 05, the real SDK, real
// requests, of which one is slow and one breaks. Other files build their traces; this one keeps them honest.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { freePorts } from '#trace-check/launch/free-ports.ts';
import {
  type RunningService,
  SERVICE_NAMES,
  type ServiceName,
  startService,
} from '#trace-check/launch/service.ts';
import { serviceName } from '#trace-model/span.ts';
import { shareWorld, until, withPage, world } from './explorer.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PARTS = [join(ROOT, 'solutions', '05-events-and-errors')];
const ARRIVES_WITHIN_MS = 20_000;
const SLOW_MS = 400;

type Ports = Record<ServiceName, number>;
let ports: Ports;
let running: RunningService[] = [];

const startShop = async (names: readonly ServiceName[], at: Ports, endpoint: string): Promise<void> => {
  const started = names.map(service =>
    startService({
      root: ROOT,
      service,
      ports: at,
      partDirs: PARTS,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: '50' },
    }),
  );
  running = [...running, ...started];
  await Promise.all(started.map(one => one.ready));
};

before(async () => {
  const { otlp } = await shareWorld();
  const numbers = await freePorts(SERVICE_NAMES.length);
  const at = (index: number): number => numbers[index] ?? 0;
  ports = {
    'api-gateway': at(0),
    'order-service': at(1),
    'user-service': at(2),
    'inventory-service': at(3),
  };
  await startShop(SERVICE_NAMES, ports, otlp);
});
after(() => {
  for (const one of running) one.kill();
});

const post = async (service: ServiceName, path: string, body: unknown, headers = {}): Promise<number> => {
  const answer = await fetch(`http://localhost:${ports[service]}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await answer.text();
  return answer.status;
};

let placed = 0;
/** Through the gateway, under a trace id of our own; it is there when it stopped growing. */
const order = async (
  status: number,
  fault?: { latency?: number; error?: number },
  agent = 'till',
): Promise<string> => {
  const traceId = `${Date.now().toString(16)}${(++placed).toString(16)}`.padStart(32, '5');
  const faults = `http://localhost:${ports['order-service']}/admin/faults`;
  if (fault) await post('order-service', '/admin/faults', { step: 'charge card', ...fault });
  const body = { user_id: '1', product: 'Laptop', quantity: 1 };
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
  const answered = await post('api-gateway', '/orders', body, {
    traceparent,
    'user-agent': agent,
  });
  await fetch(faults, { method: 'DELETE' });
  assert.equal(answered, status);
  const limit = Date.now() + ARRIVES_WITHIN_MS;
  const services = (): number => new Set(world.store.trace(traceId)?.map(serviceName)).size;
  const hasEntry = (): boolean => world.store.trace(traceId)?.some(isEntry) === true;
  while (services() < SERVICE_NAMES.length || !hasEntry()) {
    assert.ok(Date.now() < limit, `The trace of an order came from ${services()} services only.`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return traceId;
};
const isEntry = ({ parentSpanId }: { parentSpanId: string }): boolean => parentSpanId === '00f067aa0ba902b7';

const listed = (page: Page): Promise<(string | null)[]> =>
  page.locator('.result').evaluateAll(all => all.map(one => one.getAttribute('data-trace')));
const row = (page: Page, text: string | RegExp) => page.locator('[data-row]').filter({ hasText: text });
const details = (page: Page) => page.locator('.details');

test('an order is found by an attribute its code set, and a broken one by its error', async () => {
  const good = await order(201);
  const broken = await order(503, { error: 503 });
  await withPage('/search', async page => {
    await page.getByLabel('Attributes').fill('app.payment.currency=EUR error=true');
    await page.getByRole('button', { name: 'Find traces' }).click();
    await until('the broken one', () => listed(page), [broken]);
    await page.getByLabel('Attributes').fill('http.response.status_code=201 user_agent.original=till');
    await page.getByRole('button', { name: 'Find traces' }).click();
    await until('the good one', () => listed(page), [good]);
    const services = await page.locator('.result-service').allTextContents();
    assert.equal(services.length, SERVICE_NAMES.length);
  });
});

test('an order that is placed now comes in by itself; while paused it waits', async () => {
  await withPage(
    `/search?${new URLSearchParams({ tags: '{"user_agent.original":"slow till"}' })}`,
    async page => {
      await page.getByText('Live', { exact: true }).waitFor();
      assert.deepEqual(await listed(page), []);
      const slow = await order(201, { latency: SLOW_MS }, 'slow till');
      await until('the slow one', () => listed(page), [slow]);
      const took = (await page.locator('.result-duration').textContent()) ?? '';
      assert.ok(/ s$/.test(took) || Number.parseFloat(took) >= SLOW_MS, took);
      await page.getByRole('button', { name: 'Pause' }).click();
      const next = await order(201, { latency: SLOW_MS }, 'slow till');
      await page.getByRole('button', { name: 'Show 1 new trace' }).click();
      await until('both', () => listed(page), [next, slow]);
    },
  );
});

test('the trace of a broken order is opened, and the span that broke says why, by whom and where', async () => {
  const broken = await order(503, { error: 503 });
  await withPage(`/trace/${broken}`, async page => {
    await page.getByRole('heading', { name: 'POST /orders' }).waitFor();
    await row(page, 'take payment').click();
    await details(page).getByText('Resource', { exact: true }).click();
    const resource = details(page).getByRole('region', { name: 'Attributes of the resource' });
    const table = (await resource.count()) > 0 ? resource : details(page);
    await table.getByText('telemetry.sdk.language').waitFor();
    await details(page).getByText('Scope and flags').click();
    await details(page).getByText('No: the parent is of the same process').waitFor();
    await details(page).getByText('card checked').waitFor();
    await details(page)
      .getByText('exception.stacktrace')
      .or(details(page).getByText(/take-payment\.ts:\d+/))
      .first()
      .waitFor();
  });
});

test('a span that was called from another process says so, and whose header it was', async () => {
  const good = await order(201);
  const entry = world.store
    .trace(good)
    ?.find(
      ({ name, kind, scope }) => kind === 'server' && name.startsWith('GET /users') && scope.name !== '',
    );
  assert.ok(entry);
  await withPage(`/trace/${good}?uiFind=${entry.spanId}`, async page => {
    await details(page).getByText('Scope and flags').click();
    await details(page)
      .getByText(/@opentelemetry\/instrumentation-http/)
      .first()
      .waitFor();
    await details(page)
      .getByText(/^Yes: the parent/)
      .waitFor();
    const wire = page.getByRole('region', { name: 'Headers to user-service' });
    await wire.getByText('Nobody kept the headers of this call.').waitFor();
    await wire.getByText(entry.parentSpanId).first().waitFor();
  });
});

test('a good order beside a broken one: what the error cut off has vanished', async () => {
  const [good, broken] = [await order(201), await order(503, { error: 503 })];
  await withPage(`/trace/${good}...${broken}`, async page => {
    await row(page, 'save order').getByText('vanished').waitFor();
    await row(page, 'take payment').getByText('error').waitFor();
    // in both traces; how long a real call takes is not the same twice
    const inBoth = /the same|slower|faster/;
    await row(page, 'POST /products/:name/reservations').first().getByText(inBoth).waitFor();
  });
});

test('the service graph has every call of the shop, and none that nobody made', async () => {
  await order(201);
  await withPage('/dependencies', async page => {
    const calls = page.locator('.graph-table tbody tr');
    await calls.first().waitFor();
    const pairs = await calls.evaluateAll(all =>
      all.map(one => [...one.querySelectorAll('th, td')].slice(0, 2).map(cell => cell.textContent?.trim())),
    );
    const shop = pairs
      .map(pair => pair.join(' → '))
      .filter(pair => /^[a-z]+-service|^api-gateway/.test(pair));
    for (const wanted of [
      'api-gateway → order-service',
      'order-service → user-service',
      'order-service → inventory-service',
    ])
      assert.ok(shop.includes(wanted), shop.join(', '));
    assert.ok(!shop.includes('user-service → order-service'));
  });
});

test('a query counts what the services sent', async () => {
  await order(201);
  const sql =
    'SELECT service_name, count(*) AS spans FROM records GROUP BY service_name ORDER BY service_name';
  await withPage(`/sql?${new URLSearchParams({ q: sql })}`, async page => {
    await page.getByText(/^4 rows in /).waitFor();
    for (const service of SERVICE_NAMES) await page.getByRole('gridcell', { name: service }).waitFor();
  });
});

test('a service whose SDK sends to a wrong path shows up in lost mail, by the name of its exporter', async () => {
  const [port = 0] = await freePorts(1);
  await withPage('/lost-mail', async page => {
    await page.getByText('Nothing went astray').waitFor();
    const at = { ...ports, 'user-service': port };
    await startShop(['user-service'], at, `${world.otlp}/v1/traces`);
    assert.equal((await fetch(`http://localhost:${port}/users/1`)).status, 200);
    await page.getByRole('heading', { name: /The path is there twice/ }).waitFor();
    await page
      .getByText(/OTel-OTLP-Exporter-JavaScript/)
      .first()
      .waitFor();
    const shown = page.getByText(/Nothing went astray/);
    assert.equal(await shown.count(), 0);
  });
});

const checkLab = async (env: Record<string, string>, ...args: string[]): Promise<string> => {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'check-lab.ts'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  await new Promise(resolve => child.once('close', resolve));
  return said;
};
const hereFor = (): Record<string, string> => ({
  UI_PORT: new URL(world.url).port,
  OTLP_HTTP_PORT: new URL(world.otlp).port,
});

test('a check hands on its report and the headers its services received', async () => {
  const said = await checkLab(hereFor(), '05', '--solution');
  const [, address = ''] = /Expected and arrived: (\S+)/.exec(said) ?? [];
  assert.ok(address.startsWith(world.url), said);
  await withPage(new URL(address).pathname, async page => {
    await page.getByText('✓ Passed').waitFor();
    const differing = page.locator('.compare-missing, .compare-moved, .compare-differs');
    await page.locator('.compare-matched').first().waitFor();
    assert.equal(await differing.count(), 0);
    await page.getByRole('link', { name: 'an order', exact: true }).click();
    await row(page, 'GET /users/:id').click();
    await details(page)
      .getByText(/As user-service received it, with GET \/users\//)
      .waitFor();
    await page.getByRole('link', { name: 'Lab 05: passed' }).waitFor();
  });
});

test('evidence that was saved elsewhere brings its traces, its headers and its report', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  const [nowhere = 0] = await freePorts(1);
  const file = join(folder, 'kept.json');
  const env = { UI_PORT: String(nowhere), OTLP_HTTP_PORT: String(nowhere) };
  const said = await checkLab(env, '03', '--mistake', 'another-name', '--save', file);
  assert.match(said, /Fix this first/);
  await withPage('/search', async page => {
    await page.locator('input[type=file]').setInputFiles(file);
    await page
      .getByText(/^kept\.json: evidence: \d+ traces? with \d+ spans\. \d+ requests with the headers/)
      .waitFor();
    await page.getByRole('link', { name: 'Report of lab 03' }).click();
    await page.getByText('○ Not yet').first().waitFor();
    await page
      .getByText(/ was expected$/)
      .first()
      .waitFor();
    await page
      .getByRole('link', { name: /^an order/ })
      .first()
      .click();
    await row(page, 'GET /users/:id').first().click();
    await details(page)
      .getByText(/As user-service received it/)
      .waitFor();
  });
  await rm(folder, { recursive: true });
});
