// Trees as lines of text: the one a lab expects, and the one that arrived, side by side.

import { type Span, serviceName } from '#trace-model/span.ts';
import type { Case, RequestView } from '../case.ts';
import type { Finding } from '../finding.ts';
import type { ExpectedSpan } from '../lab.ts';
import { sameName } from '../names.ts';

export type TreeLine = {
  depth: number;
  text: string;
  mark?: 'missing' | 'odd';
  /** What is wrong with it, in words. */
  note?: string;
};

export const isLayer = (span: Span): boolean =>
  span.kind === 'internal' &&
  span.scope.name === '@opentelemetry/instrumentation-express' &&
  span.status.code !== 'error';

/** A line break or an escape in a name must not tear the picture. */
const CONTROL = /\p{Cc}+/gu;

const label = (service: string, name: string, kind: string | undefined): string =>
  `${service}  ${name}${kind === undefined || kind === 'internal' ? '' : ` (${kind})`}`.replace(CONTROL, ' ');

/** A nameless service bears the path of its program in the name, which tells a reader nothing. */
export const spokenName = (span: Span): string =>
  serviceName(span).replace(/^unknown_service:.*/, 'unknown_service') || '(no service name)';

export const fits = (span: Span, expected: ExpectedSpan): boolean =>
  serviceName(span) === expected.service &&
  (expected.kind === undefined || span.kind === expected.kind) &&
  sameName(span.name, expected.name);

/** Children as a reader counts them: Express's layers are folded away, what is inside them moves up. */
export const visibleChildren = (view: RequestView, span: Span): Span[] =>
  view.childrenOf(span).flatMap(child => (isLayer(child) ? visibleChildren(view, child) : [child]));

export const visibleRoots = (view: RequestView): Span[] =>
  view.spans
    .filter(span => view.parentOf(span) === undefined)
    .flatMap(span => (isLayer(span) ? visibleChildren(view, span) : [span]));

/** All that hangs below, the nearest first: a span of the learner's own may lie between. */
export const below = (view: RequestView, span: Span): Span[] => {
  const found: Span[] = [];
  for (let level = visibleChildren(view, span); level.length > 0; ) {
    found.push(...level);
    level = level.flatMap(one => visibleChildren(view, one));
  }
  return found;
};

/** Pairs every expected span with one that arrived, parent before child. */
export const pairUp = (view: RequestView, expected: ExpectedSpan): Map<ExpectedSpan, Span> => {
  const pairs = new Map<ExpectedSpan, Span>();
  const taken = new Set<Span>();
  const walk = (wanted: ExpectedSpan, candidates: Span[]): void => {
    const span = candidates.find(one => !taken.has(one) && fits(one, wanted));
    if (span) {
      pairs.set(wanted, span);
      taken.add(span);
    }
    // where the parent is what is missing, its children may still be there, under a parent with another name
    const next = span
      ? below(view, span)
      : [...candidates, ...candidates.flatMap(candidate => below(view, candidate))];
    for (const child of wanted.children ?? []) walk(child, next);
  };
  walk(expected, visibleRoots(view));
  return pairs;
};

export const expectedLines = (expected: ExpectedSpan, view: RequestView | undefined): TreeLine[] => {
  const pairs = view ? pairUp(view, expected) : new Map<ExpectedSpan, Span>();
  const lines: TreeLine[] = [];
  const walk = (wanted: ExpectedSpan, depth: number): void => {
    const line = { depth, text: label(wanted.service, wanted.name, wanted.kind) };
    lines.push(pairs.has(wanted) ? line : { ...line, mark: 'missing', note: 'missing' });
    for (const child of wanted.children ?? []) walk(child, depth + 1);
  };
  walk(expected, 0);
  return lines;
};

export const noteOn = (root: Span, first: Span | undefined, expected: boolean): string | undefined => {
  if (root.parentSpanId !== '') return 'parent never arrived';
  return expected || root.traceId === first?.traceId ? undefined : 'a trace of its own';
};

/** `concerned` are the spans the finding is about: where the edge is broken, when nothing else shows it. */
export const actualLines = (
  expected: ExpectedSpan,
  view: RequestView,
  concerned: ReadonlySet<string> = new Set(),
): TreeLine[] => {
  const paired = new Set(pairUp(view, expected).values());
  const roots = visibleRoots(view);
  const lines: TreeLine[] = [];
  const walk = (span: Span, depth: number, told: boolean): void => {
    const text = label(spokenName(span), span.name, span.kind);
    const broken = depth > 0 ? undefined : noteOn(span, roots[0], paired.has(span));
    // what hangs below a broken edge is not broken once more
    const here = !told && concerned.has(span.spanId);
    const note = broken ?? (here ? 'look here' : undefined);
    lines.push({ depth, text, ...(note === undefined ? {} : { mark: 'odd' as const, note }) });
    for (const child of visibleChildren(view, span)) walk(child, depth + 1, told || here);
  };
  for (const root of roots) walk(root, 0, false);
  return lines;
};

/**
 * The tree of a lab is drawn for one of its requests; a failing one may rightly be shorter, and the last one, with
 * what is missing from it, is the whole point of a finding about the end.
 */
export const treeView = ({ lab, requests }: Case, first: Finding | undefined): RequestView | undefined =>
  requests.find(view => view.record.last && view.name === first?.evidence.request) ??
  requests.find(view => view.name === lab.expected.request);
