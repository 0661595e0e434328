// A span of the learner's own ends before its parent does: a parent that waits for its child outlasts it.

import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

/** Two clocks reads in one process may differ by this much. */
const SLACK_NANO = 500_000n;

export const checkInsideParent = (rule: RuleOf<'inside-parent'>, view: RequestView): Observation[] =>
  spansOf(view, rule.service).flatMap((span): Observation[] => {
    const parent = view.parentOf(span);
    // express ends its layers when they hand on, by design: only a parent made by hand is judged
    if (parent === undefined || parent.kind !== 'internal' || parent.scope.name.includes('instrumentation'))
      return [];
    if (span.endNano <= parent.endNano + SLACK_NANO) return [];
    return [
      {
        what: 'outlasts-parent',
        request: view,
        service: rule.service,
        spans: [span, parent],
        saw: `"${parent.name}" ended before "${span.name}", which lies inside it.`,
      },
    ];
  });
