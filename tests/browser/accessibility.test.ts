/// <reference lib="dom" />
// Every page of the explorer, in each state a person meets, in both themes and on a phone and a desk: what axe finds,
// what sticks out, where the focus is, what moves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { evidence, tinyLab } from '#trace-check/evidence-builder.ts';
import { judge } from '#trace-check/judge.ts';
import { reportPage } from '#trace-check/report/page.ts';
import { span } from '#trace-model/builder.ts';
import { arrive, order, withPage, world } from './explorer.ts';
import { ODD_TRACE_ID, oddTrace } from './odd-trace.ts';

const ODD = `/trace/${ODD_TRACE_ID}`;
const spanAt = (number: number): string => `${ODD}?uiFind=${number.toString(16).padStart(16, '0')}`;
const [ONE = '', TWO = ''] = [order(1, 0), order(2, 0)].map(spans => spans[0]?.traceId);
const NOBODY = 'f'.repeat(32);
const BROKEN_SQL = 'SELECT kind,\n  servce_name FROM records';

type State = {
  name: string;
  path: string;
  /** Of what is drawn last. */
  ready: string;
  /** Nothing has arrived. */
  empty?: true;
  prepare?(page: Page): Promise<void>;
};

const STATES: State[] = [
  { name: 'search', path: '/search', ready: '.result' },
  { name: 'search, a bad value', path: '/search?minDuration=5', ready: '.search-complaint' },
  { name: 'search, nothing fits', path: '/search?service=nobody', ready: '.search-empty' },
  { name: 'search, nothing arrived', path: '/search', ready: '.search-empty', empty: true },
  { name: 'trace', path: ODD, ready: '.why-strip' },
  { name: 'trace, details with headers', path: spanAt(3), ready: '.wire-table', prepare: unfold },
  { name: 'trace, details with events', path: spanAt(5), ready: '.details-time', prepare: unfold },
  {
    name: 'trace, the keys',
    path: ODD,
    ready: '.help-sheet',
    prepare: page => page.keyboard.press('?'),
  },
  { name: 'trace as a table', path: `${ODD}?view=table`, ready: '.rows-row' },
  { name: 'trace as a flame', path: `${ODD}?view=flame`, ready: '.flame-bar' },
  { name: 'trace as a replay', path: `${ODD}?view=replay`, ready: '.replay-lanes' },
  { name: 'trace that is not there', path: `/trace/${NOBODY}`, ready: '.trace-missing' },
  { name: 'comparison', path: `/trace/${ONE}...${TWO}`, ready: '.compare-change' },
  { name: 'comparison, one to choose', path: `/trace/${TWO}...`, ready: '.compare-choose li' },
  { name: 'comparison, one not there', path: `/trace/${ONE}...${NOBODY}`, ready: '.compare-side .bad' },
  { name: 'check', path: '/check/01', ready: '.compare-change' },
  { name: 'checks', path: '/check', ready: '.check-labs' },
  { name: 'checks, none yet', path: '/check/05', ready: 'pre' },
  {
    name: 'dependencies, a call chosen',
    path: '/dependencies?from=api-gateway&to=order-service',
    ready: '.graph-table tbody tr',
  },
  { name: 'dependencies, nothing arrived', path: '/dependencies', ready: 'h1', empty: true },
  { name: 'sql', path: '/sql', ready: '.sql-page' },
  { name: 'sql, a result', path: '/sql?q=SELECT%20*%20FROM%20records', ready: '.rows-row' },
  { name: 'sql, a mistake', path: `/sql?q=${encodeURIComponent(BROKEN_SQL)}`, ready: '.sql-behind mark' },
  { name: 'lost mail', path: '/lost-mail', ready: '.mail-table' },
  { name: 'lost mail, nothing astray', path: '/lost-mail', ready: '.mail-group', empty: true },
  { name: 'no such page', path: '/nowhere', ready: '.page ul' },
];

const SCREENS = [390, 1280].flatMap(width =>
  (['light', 'dark'] as const).map(colorScheme => ({ width, colorScheme })),
);

async function unfold(page: Page): Promise<void> {
  for (const fold of await page.locator('.details details > summary').all()) await fold.click();
}

/** A trace with something odd at each place, two alike, a check, a delivery that went astray. */
const fill = async (): Promise<void> => {
  const alike = order(2, 10).map(one => ({ ...one, traceId: '7'.repeat(32) }));
  arrive(order(1, 30, { status: 'error' }), order(2, 20, { ms: 90 }), alike, oddTrace());
  await fetch(`${world.otlp}/`, { method: 'POST', body: 'abc' });
  const lab = tinyLab([{ rule: 'edge', from: 'api-gateway', to: 'order-service' }]);
  const traces = ['api-gateway', 'order-service'].map(service =>
    span(service, 'GET /orders/:id', { kind: 'server' }),
  );
  const seen = evidence([{ name: 'an order', traces }]);
  const answer = await fetch(`${world.url}/api/view/reports`, {
    method: 'POST',
    body: JSON.stringify(reportPage(lab, judge(lab, '01-tiny', seen), seen)),
  });
  assert.equal(answer.status, 201);
};

const axeFinds = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { violations } = await axe.run();
    return violations.map(
      ({ id, impact, nodes }) =>
        `${id} (${impact}): ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
  });

const shapeOf = (page: Page) =>
  page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    tooWide: Math.max(0, document.documentElement.scrollWidth - innerWidth),
  }));

const MOST_STOPS = 40;

/**
 * Tab from stop to stop, round to the beginning: where nobody sees the focus is an offence. The ring may be on the
 * element, on a part of a drawing, or on the frame around it, so they are looked at with the focus and without.
 */
const stopsWithoutFocusRing = async (page: Page): Promise<string[]> => {
  const offences: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const looks = (): string =>
        [element.parentElement?.parentElement, element.parentElement, element, ...element.children]
          .filter(one => one !== undefined && one !== null)
          .map(one => {
            const { outline, boxShadow, stroke, strokeWidth, borderColor, top } = getComputedStyle(one);
            return [outline, boxShadow, stroke, strokeWidth, borderColor, top].join();
          })
          .join('\n');
      const focused = looks();
      if (element instanceof HTMLElement || element instanceof SVGElement) element.blur();
      return { html: element.outerHTML.slice(0, 160), shown: looks() !== focused };
    });
    if (here === undefined) break;
    if (!here.shown) offences.push(here.html);
  }
  return offences;
};

const MOVES_MS = 10;
const whatMoves = (page: Page): Promise<string[]> =>
  page.evaluate(
    most =>
      [...document.querySelectorAll('*')]
        .filter(element => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          const seconds = Math.max(...transitionDuration.split(',').map(one => Number.parseFloat(one)));
          return seconds * 1000 > most || animationName !== 'none';
        })
        .map(element => element.outerHTML.slice(0, 120)),
    MOVES_MS,
  );

const titles = new Map<string, string>();

for (const { name, path, ready, empty, prepare } of STATES)
  test(`${name}: axe finds nothing, nothing sticks out, the focus is seen, nothing moves`, async () => {
    if (empty === undefined) await fill();
    await withPage(path, async page => {
      if (prepare !== undefined && ready === '.help-sheet') await page.locator('.why-strip').waitFor();
      else await page.locator(ready).first().waitFor({ state: 'attached' });
      await prepare?.(page);
      await page.locator(ready).first().waitFor({ state: 'attached' });
      await page.evaluate(axe.source);
      for (const { width, colorScheme } of SCREENS) {
        const at = `${width} px, ${colorScheme}`;
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.locator(ready).first().waitFor({ state: 'attached' });
        assert.deepEqual(await axeFinds(page), [], at);
        assert.deepEqual(await shapeOf(page), { headings: 1, tooWide: 0 }, at);
      }
      assert.deepEqual(await whatMoves(page), []);
      assert.deepEqual(await stopsWithoutFocusRing(page), []);
      titles.set(name, await page.title());
    });
  });

test('every page has a title of its own', () => {
  for (const [name, title] of titles) assert.match(title, /\w{3}/, name);
  const pages = ['search', 'trace', 'comparison', 'check', 'dependencies, a call chosen', 'sql', 'lost mail'];
  const own = new Set([...pages, 'no such page'].map(name => titles.get(name)));
  assert.equal(own.size, pages.length + 1, [...titles.values()].join(' | '));
});
