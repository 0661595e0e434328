// A span of the learner's own ends before its parent does: a parent that waits for its child outlasts it.

import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import { matches } from '../names.ts';
import type { Observation } from '../symptom.ts';

/** The SDK takes a start from the wall clock, cut to whole milliseconds: two spans may seem off by one. */
const SLACK_NANO = 1_200_000n;

export const checkInsideParent = (rule: RuleOf<'inside-parent'>, view: RequestView): Observation[] =>
  spansOf(view, rule.service).flatMap((span): Observation[] => {
    const parent = view.parentOf(span);
    // express ends its layers when they hand on, by design: only a parent made by hand is judged
    if (parent === undefined || parent.kind !== 'internal' || parent.scope.name.includes('instrumentation'))
      return [];
    if (rule.parent && !matches(parent, rule.parent)) return [];
    if (span.endNano <= parent.endNano + SLACK_NANO) return [];
    return [
      {
        what: 'outlasts-parent',
        request: view,
        service: rule.service,
        ...(rule.parent ? { match: rule.parent } : {}),
        spans: [span, parent],
        saw: `"${parent.name}" ended before "${span.name}", which lies inside it.`,
      },
    ];
  });
