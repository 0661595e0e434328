// A service that did work for a request must have sent spans of it.

import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

export const checkReports = (rule: RuleOf<'reports'>, view: RequestView): Observation[] =>
  rule.services
    .filter(service => spansOf(view, service).length === 0)
    .map(service => ({
      what: 'no-spans',
      request: view,
      service,
      spans: [],
      saw: `${view.name} was sent, and no span of ${service} arrived.`,
    }));
