import type { RequestView } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import { describe, matches } from '../names.ts';
import type { Observation } from '../symptom.ts';

export const checkNoSpan = (rule: RuleOf<'no-span'>, view: RequestView): Observation[] => {
  const found = view.spans.filter(span => matches(span, rule.span));
  if (found.length === 0) return [];
  const service = rule.span.service;
  return [
    {
      what: 'span-unwanted',
      request: view,
      ...(service ? { service } : {}),
      match: rule.span,
      spans: found,
      saw: `${view.name} has ${found.length} × ${describe(rule.span)}, and none was due.`,
    },
  ];
};
