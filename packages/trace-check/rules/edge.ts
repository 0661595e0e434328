// An edge between services: a client span in one, and a server span in the other with that parent.

import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';
import { boundsOf } from './count.ts';

export const checkEdge = (rule: RuleOf<'edge'>, view: RequestView): Observation[] => {
  const { from, to } = rule;
  const callers = new Set(spansOf(view, from).map(span => `${span.traceId}${span.spanId}`));
  const servers = spansOf(view, to).filter(span => span.kind === 'server');
  const joined = servers.filter(span => callers.has(`${span.traceId}${span.parentSpanId}`));
  const { least, most, says } = boundsOf(rule.times, view.record.asked.body);
  if (joined.length < least)
    return [
      {
        what: 'no-edge',
        request: view,
        service: from,
        to,
        spans: servers,
        saw:
          least === 1
            ? `${from} called ${to}, and no span of ${from} is the parent of what ${to} did.`
            : `${joined.length} calls from ${from} to ${to} are joined in the trace, and ${says} were due.`,
      },
    ];
  // two client spans in a row for one call are the mark of a library patched twice
  const doubled = spansOf(view, from).filter(span => {
    const parent = view.parentOf(span);
    return span.kind === 'client' && parent?.kind === 'client' && parent.scope.name === span.scope.name;
  });
  if (joined.length <= most && doubled.length === 0) return [];
  return [
    {
      what: 'too-many-edges',
      request: view,
      service: from,
      to,
      spans: doubled.length > 0 ? doubled : joined,
      saw:
        doubled.length > 0
          ? `One call from ${from} to ${to} shows as two client spans, one inside the other.`
          : `${from} called ${to} ${joined.length} times, and ${says} was due.`,
    },
  ];
};
