// A catch that keeps the error: the caller goes on as if all were well, or stumbles over nothing.

import { type RequestView, sourcesOf } from '../../case.ts';
import { whereCaughtForGood, whereReturnedInCatch } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, explainAll, ofKind } from '../cause.ts';
import { looksLikeSuccess, sameRequest, turnedGreen } from './failure-answered-as-success.ts';

const INTERNAL_ERROR = 500;
const FIRST_REFUSAL = 400;
/** What V8 says when a caller reads a field of what was never returned. */
const STUMBLED = /Cannot (read|destructure) propert/;

const saidOf = (view: RequestView): string => JSON.stringify(view.record.answer ?? '');

/** It failed as due, but with another failure: the caller got nothing and stumbled over it. */
const stumbled = ({ request }: Symptom): boolean =>
  request !== undefined &&
  request.record.asked.status >= FIRST_REFUSAL &&
  request.record.status === INTERNAL_ERROR &&
  STUMBLED.test(saidOf(request));

/** When good requests stumble as well, nothing was swallowed: a value is not returned at all. */
const goodOnesStumble = (all: RequestView[]): boolean =>
  all.some(view => view.record.asked.status < FIRST_REFUSAL && STUMBLED.test(saidOf(view)));

export const errorSwallowed: Cause = {
  id: 'error-swallowed',
  title: 'An error was swallowed',
  family: 'meaning',
  seen: 'A step failed, and the request went on as if it had not: it was answered like a good one, or broke later over a missing value.',
  why: 'A `catch` that does not throw ends the error. The caller can not know of it and carries on with a made-up value, or with none.',
  fix: 'Record the error on the span and then throw it again. To trace a failure is not to handle it.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen): Explanation[] => {
    const wentOn = ofKind(symptoms, 'wrong-answer').filter(
      symptom => turnedGreen(symptom) && symptom.request && looksLikeSuccess(symptom.request, seen.requests),
    );
    const fell = goodOnesStumble(seen.requests) ? [] : ofKind(symptoms, 'wrong-answer').filter(stumbled);
    const wrong = [...wentOn, ...fell];
    const [first] = wrong;
    if (first?.request === undefined) return [];
    const { record, name } = first.request;
    const sources = sourcesOf(seen, record.asked.service ?? 'api-gateway');
    const views = wrong.map(symptom => symptom.request);
    const follow = sameRequest(symptoms, views).filter(symptom => !wrong.includes(symptom));
    return explainAll([...wrong, ...follow], {
      saw: wentOn.includes(first)
        ? `${name} was answered with ${record.status}, like a good one. ${record.asked.status} was due.`
        : `${name} was answered with ${record.status}: ${saidOf(first.request).slice(0, 140)}. ${record.asked.status} was due.`,
      message: wentOn.includes(first)
        ? 'A catch kept the error to itself, and the caller went on as if the step had worked.'
        : 'A catch kept the error to itself, and the caller went on with a value that was never returned.',
      next: 'After you have told the span, throw the error again: `throw error;`.',
      where: whereCaughtForGood(sources) ?? whereReturnedInCatch(sources),
    });
  },
};
