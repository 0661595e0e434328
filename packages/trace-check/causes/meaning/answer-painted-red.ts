// A no is an answer: a declined card, an unknown user. The one who answers did its job.

import { sourcesOf } from '../../case.ts';
import { whereStatus } from '../../source/says.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

export const answerPaintedRed: Cause = {
  id: 'answer-painted-red',
  title: 'An answer painted red',
  family: 'meaning',
  seen: 'The request was answered with a 4xx, as it should be, and a span of the one who answered has the status error.',
  why: 'Error means that somebody has to mend something. A declined card, an unknown user, a sold-out product are answers. Painted red they raise the error rate with every mistyped number, until nobody looks at it.',
  fix: 'Leave the status unset, and tell what happened with an event or an attribute. For the server side of HTTP only a 5xx is an error. The client side is another matter: there a 4xx is one.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const covers = ofKind(symptoms, 'status-error').filter(({ request }) => {
      const { status = 0, asked } = request?.record ?? { asked: undefined };
      return status >= 400 && status < 500 && status === asked?.status;
    });
    const [first] = covers;
    const service = first?.service;
    return explainAll(covers, {
      saw: `${first?.request?.name ?? 'A request'} was answered with ${first?.request?.record.status}, as it should be, and "${first?.spans[0]?.name}" has the status error.`,
      message: 'A no is an answer. Nothing is broken, and nobody has to mend anything.',
      next: 'Set the error status for what broke, and leave it unset for a declined card or any other 4xx you answer on purpose.',
      where: service && whereStatus(sourcesOf(seen, service), 'ERROR'),
    });
  },
};
