// A service's entry span: kind server, named by method and route, never by the address that was asked.

import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

export const checkEntry = (rule: RuleOf<'entry'>, view: RequestView): Observation[] => {
  const { service } = rule;
  const servers = spansOf(view, service).filter(span => span.kind === 'server');
  if (servers.some(span => span.name === rule.name)) return [];
  const other = servers[0];
  if (other === undefined)
    return [
      {
        what: 'no-entry',
        request: view,
        service,
        spans: [],
        saw: `${service} sent no server span for ${view.name}.`,
      },
    ];
  return [
    {
      what: 'wrong-entry-name',
      request: view,
      service,
      spans: [other],
      saw: `The server span of ${service} is named "${other.name}", and "${rule.name}" was due.`,
    },
  ];
};
