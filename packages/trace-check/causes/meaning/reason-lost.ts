// The error was caught and answered with a number. The number is in the trace; the error is not.

import { sourcesOf, spansOf } from '../../case.ts';
import { whereCaughtAndAnswered, whereCaughtForGood } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';
import { sameRequest } from './failure-answered-as-success.ts';

const FIRST_SERVER_ERROR = 500;

/** Answered with a 5xx that is not the error's own, and nothing was thrown through Express. */
const answeredByHand = ({ request }: Symptom): boolean => {
  if (request === undefined) return false;
  const { status = 0, asked } = request.record;
  const spans = spansOf(request, asked.service ?? 'api-gateway');
  return (
    status >= FIRST_SERVER_ERROR &&
    asked.status >= 400 &&
    spans.some(span => span.kind === 'server') &&
    !spans.some(span => span.events.some(event => event.name === 'exception'))
  );
};

const isFailure = ({ request }: Symptom): boolean =>
  (request?.record.asked.status ?? 0) >= FIRST_SERVER_ERROR;

export const reasonLost: Cause = {
  id: 'reason-lost',
  title: 'The number is kept, the reason is lost',
  family: 'meaning',
  seen: 'The entry span is red with a 5xx, and no span of the service has an exception.',
  why: 'The HTTP instrumentation sees the status of the answer. The error itself it never sees. A handler that catches it and answers by hand keeps it from Express, from the log, and from the trace.',
  fix: 'Throw the error on: Express records what is thrown, and one error handler answers it. Where you must answer by hand, call `recordException` first.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const silent = ofKind(symptoms, 'no-exception').filter(({ rule }) => rule.rule === 'reason');
    const renumbered = ofKind(symptoms, 'wrong-answer').filter(answeredByHand);
    // a refusal answered with a 5xx, all by itself, is another story
    const [first = renumbered.find(isFailure)] = silent;
    if (first === undefined) return [];
    const follow = sameRequest(
      ofKind(symptoms, 'status-error'),
      renumbered.map(symptom => symptom.request),
    );
    const service = first.service ?? first.request?.record.asked.service;
    const sources = service ? sourcesOf(seen, service) : [];
    return explainAll([first, ...[...silent, ...renumbered, ...follow].filter(one => one !== first)], {
      message:
        'The error was caught and answered by hand. The number went into the trace, and the reason went nowhere.',
      next: 'Throw the error on, so that Express records it. Or call recordException with it before you answer.',
      where: whereCaughtAndAnswered(sources) ?? whereCaughtForGood(sources),
    });
  },
};
