/// <reference lib="dom" />
// A store of its own for each test, and a window on its pages that has nothing to complain of.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, beforeEach } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { reportOfSaved } from '#trace-check/saved-report.ts';
import { FIRST_NANO, type SpanOptions, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { lostMailBox } from '#trace-store/lost-mail.ts';
import { startQueryServer } from '#trace-store/query-server.ts';
import { startReceivers } from '#trace-store/receivers.ts';
import { openStore, type TraceStore } from '#trace-store/store.ts';
import type { PagePorts } from '#trace-store/view-pages.ts';
import { launchChromium } from './chromium.ts';
import { until } from './until.ts';

export { until };

/** Far beyond what anything takes on a machine of its own: only what hangs is cut off. */
const LONGEST_WAIT_MS = 15_000;

let browser: Browser;
/** A new one for each test. */
export let world: World;

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
  const ports: PagePorts = {};
  const query = await startQueryServer({
    port: 0,
    ports: () => ports,
    store,
    lostMail,
    judgeSaved: text => reportOfSaved(join(import.meta.dirname, '..', '..'), text),
  });
  const receivers = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans: store.add,
    onLostMail: mail => {
      lostMail.add(mail);
      query.tell(mail);
    },
  });
  ports['otlp-http'] = receivers.httpPort;
  ports['otlp-grpc'] = receivers.grpcPort;
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
let shared = false;
beforeEach(async () => {
  if (shared) return;
  await world?.close();
  world = await openWorld();
});

/** One world for all tests of a file: where services send to it, which take a while to start. */
export const shareWorld = async (): Promise<World> => {
  shared = true;
  world = await openWorld();
  return world;
};

/** Started so many seconds ago. */
export const order = (
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

export const arrive = (...traces: Span[][]): void => {
  for (const spans of traces) world.store.add(spans, { protocol: 'http/json', raw: new Uint8Array() });
};

/** One window; it has nothing to complain of when it is closed. */
export const withPage = async (path: string, use: (page: Page) => Promise<void>): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  const complaints: string[] = [];
  page.on('console', message => {
    // a refused import is an answer with status 400, which Chromium calls an error
    // and so are a trace that is not there yet and a page that never will be, with status 404
    const { url } = message.location();
    const refused =
      url.endsWith('/api/view/import') || url.endsWith('/nowhere') || /\/api\/view\/traces\/\w+$/.test(url);
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
  } catch (error) {
    // what a page could not load is often why it never showed what was waited for
    if (complaints.length > 0)
      throw new Error(`the page complained: ${complaints.join('; ')}`, { cause: error });
    throw error;
  } finally {
    await page.close();
  }
  assert.deepEqual(complaints, []);
};

const shown = async (page: Page): Promise<string[]> => page.locator('.result-name a').allTextContents();

export const lists = (page: Page, ...numbers: number[]): Promise<void> =>
  until('the list', async () => (await shown(page)).map(text => Number(text.replace(/\D+/, ''))), numbers);
