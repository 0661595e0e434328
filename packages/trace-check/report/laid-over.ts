// What a lab expects and what arrived as one tree: the arrived spans where they are, what is missing where it
// should have been. Which span is which is settled in tree.ts, for the terminal and for this.

import type { Span } from '#trace-model/span.ts';
import type { RequestView } from '../case.ts';
import type { ExpectedSpan } from '../lab.ts';
import { sameName } from '../names.ts';
import type { ReportRow } from './check-report.ts';
import { below, fits, isLayer, noteOn, pairUp, spokenName, visibleChildren, visibleRoots } from './tree.ts';

const NANOS_A_MICRO = 1000;

type Laid = { span: Span; how: 'matched' | 'moved' | 'differs' };
type Pairs = Map<ExpectedSpan, Laid>;
/** In place of a parent, for what has none. */
type Place = Span | undefined;

const kindOf = ({ kind }: ExpectedSpan): NonNullable<ExpectedSpan['kind']> => kind ?? 'internal';

const isNamedAs = (span: Span, { service, name }: ExpectedSpan): boolean =>
  spokenName(span) === service && sameName(span.name, name);

/** Two of the three say it is that one. */
const resembles = (span: Span, wanted: ExpectedSpan): boolean =>
  Number(spokenName(span) === wanted.service) +
    Number(span.kind === kindOf(wanted)) +
    Number(sameName(span.name, wanted.name)) ===
  2;

/** First what is in its place, then what fits and is elsewhere, then what stands in the place under another name. */
const layOver = (expected: ExpectedSpan, view: RequestView): Pairs => {
  const pairs: Pairs = new Map();
  for (const [wanted, span] of pairUp(view, expected)) pairs.set(wanted, { span, how: 'matched' });
  const taken = new Set(Array.from(pairs.values(), ({ span }) => span));
  const visible = visibleRoots(view).flatMap(root => [root, ...below(view, root)]);
  const take = (wanted: ExpectedSpan, span: Span | undefined, how: Laid['how']): void => {
    if (span === undefined) return;
    pairs.set(wanted, { span, how });
    taken.add(span);
  };
  const walk = (wanted: ExpectedSpan, parent: ExpectedSpan | undefined): void => {
    const above = parent && pairs.get(parent)?.span;
    const near = above === undefined ? [] : below(view, above);
    if (!pairs.has(wanted)) {
      const free = (span: Span): boolean => !taken.has(span) && fits(span, wanted);
      const here = near.find(free);
      take(wanted, here ?? visible.find(free), here === undefined ? 'moved' : 'matched');
    }
    for (const child of wanted.children ?? []) walk(child, wanted);
  };
  walk(expected, undefined);
  const rename = (wanted: ExpectedSpan, children: readonly Span[]): void => {
    if (!pairs.has(wanted))
      take(
        wanted,
        children.find(span => !taken.has(span) && resembles(span, wanted)),
        'differs',
      );
    const span = pairs.get(wanted)?.span;
    for (const child of wanted.children ?? []) rename(child, span ? visibleChildren(view, span) : []);
  };
  rename(expected, visibleRoots(view));
  return pairs;
};

const differenceIn = (span: Span, wanted: ExpectedSpan): string => {
  if (!sameName(span.name, wanted.name)) return `the name ${wanted.name} was expected`;
  if (span.kind !== kindOf(wanted)) return `the kind ${kindOf(wanted)} was expected`;
  return `the service ${wanted.service} was expected`;
};

type Row = Omit<ReportRow, 'depth'>;

const missingRow = (wanted: ExpectedSpan, laid: Laid | undefined, place: string): Row => ({
  change: laid === undefined ? 'missing' : 'moved',
  service: wanted.service,
  kind: kindOf(wanted),
  name: wanted.name,
  ...(laid === undefined ? {} : { note: `it arrived ${place}` }),
});

const asExpected = (laid: Laid | undefined, wanted: ExpectedSpan | undefined): string | undefined => {
  if (laid === undefined || wanted === undefined) return undefined;
  return laid.how === 'differs' ? differenceIn(laid.span, wanted) : undefined;
};

/** `concerned` are the spans a finding is about. */
export const laidOver = (
  expected: ExpectedSpan,
  view: RequestView | undefined,
  concerned: ReadonlySet<string> = new Set(),
): ReportRow[] => {
  const rows: ReportRow[] = [];
  const pairs: Pairs = view === undefined ? new Map() : layOver(expected, view);
  const wantedOf = new Map(Array.from(pairs, ([wanted, { span }]) => [span, wanted]));
  const roots = view === undefined ? [] : visibleRoots(view);

  const expectedParent = new Map<ExpectedSpan, ExpectedSpan>();
  const learnParents = (parent: ExpectedSpan): void => {
    for (const child of parent.children ?? []) {
      expectedParent.set(child, parent);
      learnParents(child);
    }
  };
  learnParents(expected);

  /** What is not in its place is told where it was expected: under the nearest of those above that is there. */
  const absent = new Map<Place, ExpectedSpan[]>();
  const place = (wanted: ExpectedSpan, above: Place, told: boolean): void => {
    const laid = pairs.get(wanted);
    if (!told && (laid === undefined || laid.how === 'moved'))
      absent.set(above, [...(absent.get(above) ?? []), wanted]);
    // what is missing brings along what is missing below it
    for (const child of wanted.children ?? []) place(child, laid?.span ?? above, laid === undefined);
  };
  place(expected, undefined, false);
  /** Folded layers have no row to point at. */
  const visibleParent = (span: Span): Span | undefined =>
    view?.ancestorsOf(span).find(one => visibleChildren(view, one).includes(span) && !isLayer(one));
  const placeOf = (span: Span | undefined, wanted: ExpectedSpan): string => {
    const parent = span && visibleParent(span);
    if (parent === undefined) return 'as a trace of its own';
    const due = expectedParent.get(wanted);
    const another = due !== undefined && isNamedAs(parent, due) ? 'another ' : '';
    return `under ${another}${spokenName(parent)} ${parent.name}`;
  };
  const missing = (wanted: ExpectedSpan, depth: number): void => {
    const laid = pairs.get(wanted);
    rows.push({ depth, ...missingRow(wanted, laid, placeOf(laid?.span, wanted)) });
    for (const child of laid === undefined ? (wanted.children ?? []) : []) {
      const how = pairs.get(child)?.how;
      if (how === undefined || how === 'moved') missing(child, depth + 1);
    }
  };

  const rowOf = (span: Span, depth: number): ReportRow => {
    const wanted = wantedOf.get(span);
    const laid = wanted && pairs.get(wanted);
    const root =
      depth > 0 ? undefined : noteOn(span, roots[0], wanted !== undefined && laid?.how !== 'moved');
    const parent = wanted && expectedParent.get(wanted);
    const here = visibleParent(span);
    const another = parent && here && isNamedAs(here, parent) ? 'another ' : '';
    const moved =
      laid?.how === 'moved' && parent
        ? `expected under ${another}${parent.service} ${parent.name}`
        : undefined;
    const note = [asExpected(laid, wanted), root, moved].filter(Boolean).join('; ');
    return {
      depth,
      change: laid?.how ?? 'extra',
      service: spokenName(span),
      kind: span.kind,
      name: span.name,
      ...(note === '' ? {} : { note }),
      traceId: span.traceId,
      spanId: span.spanId,
      micros: Number(span.endNano - span.startNano) / NANOS_A_MICRO,
      ...(span.status.code === 'error' ? { error: true } : {}),
      ...(concerned.has(span.spanId) ? { lookHere: true } : {}),
    };
  };
  /** Children as they came, and among them what is missing, after the one it was expected after. */
  const level = (above: Place, children: readonly Span[], depth: number): void => {
    const lacking = absent.get(above) ?? [];
    const siblings = above === undefined ? [expected] : (wantedOf.get(above)?.children ?? []);
    const before = new Map<Span | undefined, ExpectedSpan[]>();
    let last: Span | undefined;
    for (const sibling of siblings) {
      const laid = pairs.get(sibling);
      if (lacking.includes(sibling)) before.set(last, [...(before.get(last) ?? []), sibling]);
      else if (laid && children.includes(laid.span)) last = laid.span;
    }
    for (const wanted of before.get(undefined) ?? []) missing(wanted, depth);
    for (const span of children) {
      rows.push(rowOf(span, depth));
      if (view) level(span, visibleChildren(view, span), depth + 1);
      for (const wanted of before.get(span) ?? []) missing(wanted, depth);
    }
  };
  level(undefined, roots, 0);
  return rows;
};
