// The error was caught and answered with a number. The number is in the trace; the error is not.

import { sourcesOf } from '../../case.ts';
import { whereCaughtAndAnswered, whereCaughtForGood } from '../../source/says.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

export const reasonLost: Cause = {
  id: 'reason-lost',
  title: 'The number is kept, the reason is lost',
  family: 'meaning',
  seen: 'The entry span is red with a 5xx, and no span of the service has an exception.',
  why: 'The HTTP instrumentation sees the status of the answer. The error itself it never sees. A handler that catches it and answers by hand keeps it from Express, from the log, and from the trace.',
  fix: 'Throw the error on: Express records what is thrown, and one error handler answers it. Where you must answer by hand, call `recordException` first.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const covers = ofKind(symptoms, 'no-exception').filter(({ rule }) => rule.rule === 'reason');
    const [first] = covers;
    const sources = first?.service ? sourcesOf(seen, first.service) : [];
    return explainAll(covers, {
      message:
        'The error was caught and answered by hand. The number went into the trace, and the reason went nowhere.',
      next: 'Throw the error on, so that Express records it. Or call recordException with it before you answer.',
      where: whereCaughtAndAnswered(sources) ?? whereCaughtForGood(sources),
    });
  },
};
