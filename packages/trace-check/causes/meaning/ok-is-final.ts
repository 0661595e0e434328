// A status of OK can't be taken back.

import { sourcesOf } from '../../case.ts';
import { whereStatus } from '../../source/says.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

export const okIsFinal: Cause = {
  id: 'ok-is-final',
  title: 'OK was said too early',
  family: 'meaning',
  seen: 'The step failed, and the status of its span is OK.',
  why: 'OK means "I, the author, declare that this was fine, whatever comes". The SDK takes it by its word: an error set afterwards is ignored.',
  fix: 'Leave the status of a good span unset. Set it where something failed, and nowhere else.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const covers = ofKind(symptoms, 'status-not-error').filter(
      ({ spans: [span] }) => span?.status.code === 'ok',
    );
    const service = covers[0]?.service;
    return explainAll(covers, {
      saw: `${covers[0]?.request?.name ?? 'A request'} failed in "${covers[0]?.spans[0]?.name}", and the status of the span is OK.`,
      message: 'OK is final: once it is set, the SDK ignores an error that comes later.',
      next: 'Remove the OK. A good span needs no status; unset is how it looks.',
      where: service && whereStatus(sourcesOf(seen, service), 'OK'),
    });
  },
};
