// A failure keeps its reason: where a service answered 5xx, some span of it has the exception.

import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

const FIRST_SERVER_ERROR = 500;

export const checkReason = (rule: RuleOf<'reason'>, view: RequestView): Observation[] => {
  const { service } = rule;
  const spans = spansOf(view, service);
  const { status = 0 } = view.record;
  if (status < FIRST_SERVER_ERROR || spans.length === 0) return [];
  if (spans.some(span => span.events.some(event => event.name === 'exception'))) return [];
  const server = spans.filter(span => span.kind === 'server');
  return [
    {
      what: 'no-exception',
      request: view,
      service,
      spans: server,
      saw: `${view.name} was answered with ${status}, and no span of ${service} has an exception that tells why.`,
    },
  ];
};
