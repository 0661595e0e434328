// The order of these tests: order-service reserves two items, each with a call to inventory-service.
// Every test breaks one thing of it, in the spans, in the source, or in both.

import { type SpanOptions, type SpanSketch, span } from '#trace-model/builder.ts';
import {
  evidence,
  findingsOf,
  type RequestSketch,
  type Surroundings,
  tinyLab,
} from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';
import type { Rule, SpanMatch } from '../../lab.ts';

export const SERVICE = 'order-service';
const HTTP = '@opentelemetry/instrumentation-http';
/** What the builder gives a root whose parent is to be missing: of this process, and not there. */
export const LOST = { parentSpanId: 'aaaaaaaaaaaaaaaa', flags: 0x101 };

export const own = (name: string): SpanMatch => ({ service: SERVICE, name, kind: 'internal' });
export const shelf: SpanMatch = { service: 'inventory-service', kind: 'server' };

export const step = (name: string, children: SpanSketch[] = [], options: SpanOptions = {}): SpanSketch =>
  span(SERVICE, name, options, children);

export const call = (options: SpanOptions = {}): SpanSketch =>
  span(SERVICE, 'POST', { kind: 'client', scope: HTTP, ...options }, [
    span('inventory-service', 'POST /reservations', { kind: 'server', scope: HTTP }),
  ]);

export const entry = (children: SpanSketch[], options: SpanOptions = {}): SpanSketch =>
  span(SERVICE, 'POST /orders', { kind: 'server', scope: HTTP, ...options }, children);

/** Good: both items inside `reserve items`. */
export const whole = (): SpanSketch =>
  entry([step('reserve items', [step('reserve item', [call()]), step('reserve item', [call()])])]);

const BODY = { items: [{ product: 'Laptop' }, { product: 'Mouse' }] };

export const RULES: Rule[] = [
  { rule: 'span', span: own('reserve items'), count: 1 },
  { rule: 'span', span: own('reserve item'), count: { each: 'items' }, inside: own('reserve items') },
  { rule: 'span', span: shelf, inside: own('reserve item') },
  { rule: 'inside-parent', service: SERVICE },
  { rule: 'one-trace' },
];

export const request = (
  traces: RequestSketch['traces'],
  more: Partial<RequestSketch> = {},
): RequestSketch => ({
  name: 'an order',
  body: BODY,
  ...(traces ? { traces } : {}),
  ...more,
});

/** `source` is the learner's place-order.ts. */
export const findings = (
  requests: RequestSketch[],
  source: string,
  around: Surroundings = {},
  rules = RULES,
): Finding[] =>
  findingsOf(
    tinyLab(rules, ['order-service', 'inventory-service']),
    evidence(requests, { sources: { 'order-service/place-order.ts': source }, ...around }),
  );

/** The cause and the line of every finding: `span-not-active:3`. */
export const brief = (found: Finding[]): string[] =>
  found.map(({ cause, where }) => (where ? `${cause}:${where.line}` : cause));

export const GOOD = `export const reserveItems = (items, shop) =>
  tracer.startActiveSpan('reserve items', async span => {
    try {
      for (const item of items) await reserveItem(item, shop);
    } finally {
      span.end();
    }
  });
const reserveItem = (item, shop) =>
  tracer.startActiveSpan('reserve item', async span => {
    try {
      return await shop.inventory.reserve(item);
    } finally {
      span.end();
    }
  });
`;

/** The good source with one thing changed. */
export const changed = (find: string, replace: string): string => {
  if (!GOOD.includes(find)) throw new Error(`"${find}" is not in the source.`);
  return GOOD.replace(find, () => replace);
};
