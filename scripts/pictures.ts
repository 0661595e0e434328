// The pictures of the README, taken from what really runs: the shop, the trace store, one order.

import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '#trace-check/launch/free-ports.ts';
import { SERVICE_NAMES, type ServiceName, startService } from '#trace-check/launch/service.ts';
import { launchChromium } from '../tests/browser/chromium.ts';

const root = join(import.meta.dirname, '..');
const target = join(root, 'docs', 'static', 'img');
const WIDTH = 1100;
const HEIGHT = 620;

const numbers = await freePorts(SERVICE_NAMES.length + 3);
const ports = Object.fromEntries(SERVICE_NAMES.map((name, index) => [name, numbers[index] ?? 0])) as Record<
  ServiceName,
  number
>;
const [ui, http, grpc] = numbers.slice(SERVICE_NAMES.length);

const store = spawn(process.execPath, [join(root, 'packages', 'trace-store', 'main.ts')], {
  env: { ...process.env, UI_PORT: String(ui), OTLP_HTTP_PORT: String(http), OTLP_GRPC_PORT: String(grpc) },
  stdio: ['ignore', 'pipe', 'inherit'],
});
await new Promise<void>(resolve => createInterface({ input: store.stdout }).once('line', () => resolve()));

const services = SERVICE_NAMES.map(service =>
  startService({
    root,
    service,
    ports,
    partDirs: [],
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${http}` },
  }),
);
await Promise.all(services.map(one => one.ready));

const order = async (): Promise<void> => {
  await fetch(`http://localhost:${ports['api-gateway']}/orders?delay=40`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"user_id":"1","items":[{"product":"Laptop","quantity":1},{"product":"Mouse","quantity":2}]}',
  });
};
// the first order warms the shop up, the second one is the picture
await order();
await order();
await Promise.all(services.map(one => one.stop()));

const now = Date.now();
const query = new URLSearchParams({
  'query.serviceName': 'api-gateway',
  'query.startTimeMin': new Date(now - 60_000).toISOString(),
  'query.startTimeMax': new Date(now + 60_000).toISOString(),
});
const answer = await fetch(`http://localhost:${ui}/api/v3/trace-summaries?${query}`);
const { summaries }: { summaries: { traceId: string; minStartTimeUnixNano: string }[] } = await answer.json();
const newest = summaries
  .toSorted((a, b) => a.minStartTimeUnixNano.localeCompare(b.minStartTimeUnixNano))
  .at(-1);
if (newest === undefined) throw new Error('No trace arrived.');

await mkdir(target, { recursive: true });
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: 2 });
await page.goto(`http://localhost:${ui}/trace/${newest.traceId}`);
await page.screenshot({ path: join(target, 'trace.png') });
await browser.close();
store.kill();
console.log(join(target, 'trace.png'));
