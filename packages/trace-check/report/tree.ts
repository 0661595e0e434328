// Trees as lines of text: the one a lab expects, and the one that arrived, side by side.

import { type Span, serviceName } from '#trace-model/span.ts';
import type { RequestView } from '../case.ts';
import type { ExpectedSpan } from '../lab.ts';
import { sameName } from '../names.ts';

export type TreeLine = { depth: number; text: string; mark?: 'missing' | 'odd' };

const isLayer = (span: Span): boolean =>
  span.kind === 'internal' &&
  span.scope.name === '@opentelemetry/instrumentation-express' &&
  span.status.code !== 'error';

const label = (service: string, name: string, kind: string | undefined): string =>
  `${service}  ${name}${kind === undefined || kind === 'internal' ? '' : ` (${kind})`}`;

const fits = (span: Span, expected: ExpectedSpan): boolean =>
  serviceName(span) === expected.service &&
  (expected.kind === undefined || span.kind === expected.kind) &&
  sameName(span.name, expected.name);

/** Children as a reader counts them: Express's layers are folded away, what is inside them moves up. */
const visibleChildren = (view: RequestView, span: Span): Span[] =>
  view.childrenOf(span).flatMap(child => (isLayer(child) ? visibleChildren(view, child) : [child]));

const visibleRoots = (view: RequestView): Span[] =>
  view.spans
    .filter(span => view.parentOf(span) === undefined)
    .flatMap(span => (isLayer(span) ? visibleChildren(view, span) : [span]));

/** Pairs every expected span with one that arrived, parent before child. */
const pairUp = (view: RequestView, expected: ExpectedSpan): Map<ExpectedSpan, Span> => {
  const pairs = new Map<ExpectedSpan, Span>();
  const taken = new Set<Span>();
  const walk = (wanted: ExpectedSpan, candidates: Span[]): void => {
    const span = candidates.find(one => !taken.has(one) && fits(one, wanted));
    if (span) {
      pairs.set(wanted, span);
      taken.add(span);
    }
    for (const child of wanted.children ?? []) walk(child, span ? visibleChildren(view, span) : []);
  };
  walk(expected, visibleRoots(view));
  return pairs;
};

export const expectedLines = (expected: ExpectedSpan, view: RequestView | undefined): TreeLine[] => {
  const pairs = view ? pairUp(view, expected) : new Map<ExpectedSpan, Span>();
  const lines: TreeLine[] = [];
  const walk = (wanted: ExpectedSpan, depth: number): void => {
    const line = { depth, text: label(wanted.service, wanted.name, wanted.kind) };
    lines.push(pairs.has(wanted) ? line : { ...line, mark: 'missing' });
    for (const child of wanted.children ?? []) walk(child, depth + 1);
  };
  walk(expected, 0);
  return lines;
};

export const actualLines = (expected: ExpectedSpan, view: RequestView): TreeLine[] => {
  const paired = new Set(pairUp(view, expected).values());
  const lines: TreeLine[] = [];
  const walk = (span: Span, depth: number): void => {
    const text = label(serviceName(span) || '(no service name)', span.name, span.kind);
    const odd = depth === 0 && !paired.has(span);
    const orphan = depth === 0 && span.parentSpanId !== '';
    const tail = orphan ? '  ← parent never arrived' : odd ? '  ← a trace of its own' : '';
    lines.push({ depth, text: `${text}${tail}`, ...(odd || orphan ? { mark: 'odd' as const } : {}) });
    for (const child of visibleChildren(view, span)) walk(child, depth + 1);
  };
  for (const root of visibleRoots(view)) walk(root, 0);
  return lines;
};
