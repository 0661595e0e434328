// A span of the learner's own ends before its parent does: a parent that waits for its child outlasts it.

import type { Span } from '#trace-model/span.ts';
import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import { matches } from '../names.ts';
import type { Observation } from '../symptom.ts';

/** The SDK takes a start from the wall clock, cut to whole milliseconds: two spans may seem off by one. */
const SLACK_NANO = 1_200_000n;
/**
 * The SDK reads two clocks when a span starts. On a busy machine some milliseconds may lie between the two,
 * and the span seems shorter by as much: seen once in 15,000 spans, 3 ms. It does not happen twice.
 */
const ACCIDENT_NANO = 15_000_000n;

type Pair = { view: RequestView; span: Span; parent: Span };

const pairsIn = (rule: RuleOf<'inside-parent'>, view: RequestView): Pair[] =>
  spansOf(view, rule.service).flatMap(span => {
    const parent = view.parentOf(span);
    // express ends its layers when they hand on, by design: only a parent made by hand is judged
    if (parent === undefined || parent.kind !== 'internal' || parent.scope.name.includes('instrumentation'))
      return [];
    return rule.parent && !matches(parent, rule.parent) ? [] : [{ view, span, parent }];
  });

const parentsNamed = (pairs: Pair[], name: string): number =>
  new Set(pairs.flatMap(({ parent }) => (parent.name === name ? [parent] : []))).size;

export const checkInsideParent = (rule: RuleOf<'inside-parent'>, views: RequestView[]): Observation[] => {
  const pairs = views.flatMap(view => pairsIn(rule, view));
  const outlasting = pairs.filter(({ span, parent }) => span.endNano > parent.endNano + SLACK_NANO);
  const isAccident = ({ span, parent }: Pair): boolean =>
    span.endNano < parent.endNano + ACCIDENT_NANO &&
    parentsNamed(outlasting, parent.name) === 1 &&
    parentsNamed(pairs, parent.name) > 1;
  return outlasting
    .filter(pair => !isAccident(pair))
    .map(({ view, span, parent }) => ({
      what: 'outlasts-parent',
      request: view,
      service: rule.service,
      ...(rule.parent ? { match: rule.parent } : {}),
      spans: [span, parent],
      saw: `"${parent.name}" ended before "${span.name}", which lies inside it.`,
    }));
};
