// The error that was caught is not the one that was thrown on: its status is lost with it.

import type { RequestView } from '../../case.ts';
import { sourcesOf } from '../../case.ts';
import { whereThrownAnew } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, explainAll, ofKind } from '../cause.ts';
import { sameRequest } from './failure-answered-as-success.ts';

const REFUSAL = 400;
const INTERNAL_ERROR = 500;

/** The shop answers an error it does not know with 500, and says its message. */
const saidUnknown = ({ record }: RequestView): boolean =>
  record.status === INTERNAL_ERROR &&
  record.asked.status >= REFUSAL &&
  record.asked.status !== INTERNAL_ERROR &&
  JSON.stringify(record.answer ?? '').includes('internal-error');

export const errorReplaced: Cause = {
  id: 'error-replaced',
  title: 'Another error is thrown on',
  family: 'meaning',
  seen: 'The request was answered with 500, where the error had a status of its own.',
  why: 'A `catch` threw a new error in place of the one it caught. Type, status and stack of the first one are lost, and those who wait for it do not know the second.',
  fix: 'Throw the very error you caught: `throw error;`. To say more, wrap it with `{ cause: error }` and let those who catch know the new type.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen): Explanation[] => {
    const found = ofKind(symptoms, 'wrong-answer').flatMap((symptom: Symptom) => {
      const { request } = symptom;
      if (request === undefined || !saidUnknown(request)) return [];
      const where = whereThrownAnew(sourcesOf(seen, request.record.asked.service ?? 'api-gateway'));
      return where ? [{ symptom, where }] : [];
    });
    const [first] = found;
    if (first === undefined) return [];
    const wrong = found.map(({ symptom }) => symptom);
    const views = wrong.map(symptom => symptom.request);
    const follow = sameRequest(symptoms, views).filter(symptom => !wrong.includes(symptom));
    return explainAll([...wrong, ...follow], {
      message:
        'A catch throws another error than the one it caught, and the status goes with the one that is lost.',
      next: 'Throw the very error you caught: `throw error;`.',
      where: first.where,
    });
  },
};
