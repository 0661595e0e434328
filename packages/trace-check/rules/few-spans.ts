import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

export const checkFewSpans = (rule: RuleOf<'few-spans'>, view: RequestView): Observation[] => {
  const spans = spansOf(view, rule.service).filter(
    span => !rule.automatic || span.scope.name.includes('instrumentation'),
  );
  if (spans.length <= rule.most) return [];
  return [
    {
      what: 'too-many-spans',
      request: view,
      service: rule.service,
      spans,
      saw: `${view.name} made ${spans.length} ${rule.automatic ? 'automatic ' : ''}spans in ${rule.service}. At most ${rule.most} are needed to tell its story.`,
    },
  ];
};
