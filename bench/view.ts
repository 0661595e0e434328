// How the trace page feels with big traces, in real Chromium, against Jaeger UI on the same machine.
//
//   first row   navigation until the first row is painted and the main thread is idle
//   longest task from navigation until then
//   scrolling   the longest frame in 20 pages, one page a frame
//   find        the last letter typed until the count is painted
//   open a row, the end: the longest frame
//   heap        after a garbage collection

import type { Browser, CDPSession, Page } from 'playwright-core';
import { encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { lostMailBox } from '#trace-store/lost-mail.ts';
import { startQueryServer } from '#trace-store/query-server.ts';
import { openStore, type TraceStore } from '#trace-store/store.ts';
import { launchChromium } from '../tests/browser/chromium.ts';
import { bigTrace } from './view/big-trace.ts';

const SIZES = [1_000, 10_000, 50_000, 100_000];
const ROUNDS = 5;
const BATCH = 512;
const PAGES = 20;
const IDLE_MS = 150;
const WITHIN_MS = 20_000;

type Figures = {
  firstRow: number;
  longestTask: number;
  scrolling: number;
  find: number;
  openRow: number;
  theEnd: number;
  heapMb: number;
};
type Figure = keyof Figures;

/** Medians of five on two cores; 100,000 spans were not measured. */
const JAEGER: Record<number, Figures> = {
  1000: {
    firstRow: 1825,
    longestTask: 870,
    scrolling: 1000,
    find: 490,
    openRow: 314,
    theEnd: 586,
    heapMb: 55,
  },
  10000: {
    firstRow: 2178,
    longestTask: 995,
    scrolling: 950,
    find: 544,
    openRow: 338,
    theEnd: 655,
    heapMb: 73,
  },
  50000: {
    firstRow: 2856,
    longestTask: 915,
    scrolling: 1083,
    find: 710,
    openRow: 423,
    theEnd: 686,
    heapMb: 153,
  },
};
const LIMITS: Partial<Record<Figure, (spans: number) => number>> = {
  firstRow: spans => (spans <= 10_000 ? 600 : spans <= 50_000 ? 1200 : Number.POSITIVE_INFINITY),
  scrolling: () => 50,
  openRow: () => 50,
  theEnd: () => 50,
  find: () => 100,
};
const WORDS: Record<Figure, string> = {
  firstRow: 'first row painted',
  longestTask: 'longest task until then',
  scrolling: 'longest frame, 20 pages',
  find: 'find, count painted',
  openRow: 'longest frame, open a row',
  theEnd: 'longest frame, to the end',
  heapMb: 'heap',
};

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const fill = (store: TraceStore): void => {
  for (const [index, size] of SIZES.entries()) {
    const spans = bigTrace(size, index + 1);
    for (let from = 0; from < spans.length; from += BATCH) {
      const part = spans.slice(from, from + BATCH);
      store.add(part, { protocol: 'http/protobuf', raw: encodeOtlpProtobuf(part) });
    }
  }
};

/** Runs before the page does: notes long tasks, and when the first row was painted and nothing ran after it. */
const WATCH = `
  const tasks = [];
  let first;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) tasks.push([entry.startTime, entry.duration]);
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    if (document.querySelector('.waterfall-row') === null) requestAnimationFrame(look);
    else setTimeout(() => { first = performance.now(); });
  };
  requestAnimationFrame(look);
  window.benchSettled = async () => {
    const pause = ms => new Promise(done => setTimeout(done, ms));
    while (first === undefined) await pause(5);
    let end = first;
    for (;;) {
      await pause(${IDLE_MS});
      const running = tasks.filter(([start, took]) => start <= end + 20 && start + took > end);
      if (running.length === 0) break;
      end = Math.max(...running.map(([start, took]) => start + took));
    }
    const before = tasks.filter(([start]) => start <= end);
    return { firstRow: end, longestTask: Math.max(0, ...before.map(([, took]) => took)) };
  };
  window.benchFrames = async act => {
    let longest = 0;
    let last = performance.now();
    let going = true;
    const frame = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (going) requestAnimationFrame(frame);
    };
    const next = () => new Promise(done => requestAnimationFrame(done));
    await next();
    last = performance.now();
    requestAnimationFrame(frame);
    await act(next);
    for (let i = 0; i < 6; i++) await next();
    going = false;
    return longest;
  };
`;

const heapOf = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  // the columns are array buffers, which the first does not count
  return (usedSize + backingStorageSize) / 1e6;
};

const frames = (page: Page, act: string): Promise<number> => page.evaluate(`benchFrames(${act})`);

const once = async (browser: Browser, address: string): Promise<Figures> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(WITHIN_MS);
  await page.addInitScript(WATCH);
  await page.goto(address, { waitUntil: 'commit' });
  const { firstRow, longestTask }: Pick<Figures, 'firstRow' | 'longestTask'> =
    await page.evaluate('benchSettled()');
  // what a reader does first is look
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const scrolling = await frames(
    page,
    `async next => {
      const frame = document.querySelector('.waterfall');
      for (let page = 0; page < ${PAGES}; page++) { frame.scrollTop += frame.clientHeight; await next(); }
      frame.scrollTop = 0;
      await next();
    }`,
  );
  const openRow = await frames(
    page,
    `async next => { document.querySelectorAll('.waterfall-row')[3].click(); await next(); await next(); }`,
  );
  const theEnd = await frames(
    page,
    `async next => { document.querySelector('.waterfall').scrollTop = 1e9; await next(); await next(); }`,
  );
  const find: number = await page.evaluate(`(async () => {
    const box = document.querySelector('.find-box input');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    box.focus();
    const from = performance.now();
    set.call(box, 'order.id=77');
    box.dispatchEvent(new Event('input', { bubbles: true }));
    while (!/of/.test(document.querySelector('.find-box output').textContent)) await new Promise(done => setTimeout(done));
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - from;
  })()`);
  const heapMb = await heapOf(await context.newCDPSession(page));
  await context.close();
  return { firstRow, longestTask, scrolling, find, openRow, theEnd, heapMb };
};

const line = (figure: Figure, spans: number, value: number): string => {
  const unit = figure === 'heapMb' ? 'MB' : 'ms';
  const jaeger = JAEGER[spans]?.[figure];
  const limit = LIMITS[figure]?.(spans);
  return [
    `  ${WORDS[figure].padEnd(28)}${value.toFixed(0).padStart(5)} ${unit}`,
    jaeger === undefined ? '' : `   ${(value / jaeger).toFixed(2)} of Jaeger UI's ${jaeger} ${unit}`,
    limit === undefined || limit === Number.POSITIVE_INFINITY
      ? ''
      : `   ${value <= limit ? 'within' : 'MORE THAN'} the ${limit} ${unit} it may take`,
  ].join('');
};

const FIGURES: Figure[] = ['firstRow', 'longestTask', 'scrolling', 'openRow', 'theEnd', 'find', 'heapMb'];

export const name = 'view';

export const run = async (): Promise<string[]> => {
  const store = openStore();
  fill(store);
  const server = await startQueryServer({ port: 0, store, lostMail: lostMailBox() });
  const browser = await launchChromium();
  const lines: string[] = [];
  try {
    const address = (index: number): string => `http://127.0.0.1:${server.port}/trace/${index + 1}`;
    // the first page waits for the bundle
    await once(browser, address(0));
    for (const [index, spans] of SIZES.entries()) {
      const rounds: Figures[] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push(await once(browser, address(index)));
      lines.push(`a trace of ${spans.toLocaleString('en-US')} spans, medians of ${ROUNDS}`);
      for (const figure of FIGURES)
        lines.push(line(figure, spans, median(rounds.map(round => round[figure]))));
    }
  } finally {
    await browser.close();
    await server.close();
    store.close();
  }
  return lines;
};

if (import.meta.main) console.log((await run()).join('\n'));
