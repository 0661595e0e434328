// Red, and nobody can tell why.

import { sourcesOf } from '../../case.ts';
import { whereStatus } from '../../source/says.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

export const statusWithoutException: Cause = {
  id: 'status-without-exception',
  title: 'A failed span without an exception',
  family: 'meaning',
  seen: 'The status of the span is error, and it has no exception event.',
  why: 'The status says that a step failed. The exception says why: its type, its message and its stack.',
  fix: 'Where you set the status, record the exception as well:\n\n```ts\nspan.recordException(error);\nspan.setStatus({ code: SpanStatusCode.ERROR });\n```',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const covers = ofKind(symptoms, 'no-exception').filter(
      ({ rule, spans: [span] }) => rule.rule === 'span' && span?.status.code === 'error',
    );
    const service = covers[0]?.service;
    return explainAll(covers, {
      saw: `"${covers[0]?.spans[0]?.name}" has the status error, and no exception event.`,
      message: 'The status says that it failed. Only the exception says why.',
      next: 'Call span.recordException(error) where you set the status.',
      where: service && whereStatus(sourcesOf(seen, service), 'ERROR'),
    });
  },
};
