// A request that was still open when the services were told to stop must be in the trace like any other.

import { type Case, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

export const checkNothingLost = (rule: RuleOf<'nothing-lost-at-stop'>, seen: Case): Observation[] => {
  const view = seen.requests.find(one => one.record.last);
  if (view === undefined) return [];
  // a service that was not reached before the end had nothing to lose
  const reached = rule.services.filter(
    service => view.hops.length === 0 || view.hops.some(hop => hop.service === service),
  );
  return reached
    .filter(service => !spansOf(view, service).some(span => span.kind === 'server'))
    .map(service => ({
      what: 'lost-at-stop',
      request: view,
      service,
      spans: [],
      saw: `${service} was told to stop while a request was open, and the span of that request never arrived.`,
    }));
};
