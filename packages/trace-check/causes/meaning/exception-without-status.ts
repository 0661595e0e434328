// recordException adds an event. It does not say that the span failed.

import { sourcesOf } from '../../case.ts';
import { whereCalled, whereStatusTried } from '../../source/says.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

export const exceptionWithoutStatus: Cause = {
  id: 'exception-without-status',
  title: 'An exception on a span that did not fail',
  family: 'meaning',
  seen: 'The span has an exception event, and its status is unset.',
  why: '`recordException` adds an event and leaves the status alone, as some exceptions are handled and nothing fails. A search for errors looks at the status.',
  fix: 'Where the step failed, say both:\n\n```ts\nspan.recordException(error);\nspan.setStatus({ code: SpanStatusCode.ERROR });\n```',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const covers = ofKind(symptoms, 'status-not-error').filter(({ spans: [span] }) =>
      span?.events.some(event => event.name === 'exception'),
    );
    const service = covers[0]?.service;
    const name = covers[0]?.spans[0]?.name;
    const sources = service ? sourcesOf(seen, service) : [];
    const tried = whereStatusTried(sources);
    return explainAll(covers, {
      saw: `"${name}" has an exception event, and its status is ${covers[0]?.spans[0]?.status.code}.`,
      message:
        'recordException adds an event and leaves the status alone. No search for errors finds this span.',
      next: tried
        ? 'Check this setStatus: does it run when the step fails, on this span, with SpanStatusCode.ERROR?'
        : 'Add span.setStatus({ code: SpanStatusCode.ERROR }) beside it.',
      where: tried ?? whereCalled(sources, 'recordException'),
    });
  },
};
