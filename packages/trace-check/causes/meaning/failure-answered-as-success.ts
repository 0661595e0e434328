// {"error": …} with status 200: all green.

import type { RequestView } from '../../case.ts';
import { sourcesOf } from '../../case.ts';
import { whereCaughtAndAnswered, whereCaughtForGood } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, explainAll, ofKind } from '../cause.ts';

const FIRST_REFUSAL = 400;

/** Answered with a success where a refusal was due. */
export const turnedGreen = ({ request }: Symptom): boolean => {
  const { status, asked } = request?.record ?? {};
  return (
    status !== undefined && asked !== undefined && status < FIRST_REFUSAL && asked.status >= FIRST_REFUSAL
  );
};

const fieldsOf = (answer: unknown): string[] =>
  typeof answer === 'object' && answer !== null ? Object.keys(answer) : [];

/** Whether this is what the shop says when all is well, judged by a request that went well. */
export const looksLikeSuccess = (view: RequestView, all: RequestView[]): boolean => {
  const given = fieldsOf(view.record.answer);
  return all.some(({ record }) => {
    const fields = fieldsOf(record.answer);
    return (
      record.asked.path === view.record.asked.path &&
      record.asked.status < FIRST_REFUSAL &&
      record.status === record.asked.status &&
      fields.length > 0 &&
      fields.filter(field => given.includes(field)).length * 2 > fields.length
    );
  });
};

/** What else shows on this request is told by the answer: it goes with it. */
export const sameRequest = (symptoms: Symptom[], views: (RequestView | undefined)[]): Symptom[] =>
  symptoms.filter(symptom => symptom.request !== undefined && views.includes(symptom.request));

const FOLLOWS = ['status-not-error', 'attribute-value', 'attribute-missing', 'no-exception'];

export const failureAnsweredAsSuccess: Cause = {
  id: 'failure-answered-as-success',
  title: 'A failure answered as a success',
  family: 'meaning',
  seen: 'The request failed, was answered with a 2xx, and its entry span is green.',
  why: 'The HTTP instrumentation judges a request by the status of its answer. An error message in the body of a 200 is a success to it, and to every dashboard, retry and cache on the way.',
  fix: 'Answer with the status that is true: 4xx for a no, 5xx for a failure. If the answer can not be changed, set the status of the span by hand.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen): Explanation[] => {
    const wrong = ofKind(symptoms, 'wrong-answer').filter(
      symptom => turnedGreen(symptom) && symptom.request && !looksLikeSuccess(symptom.request, seen.requests),
    );
    const [first] = wrong;
    if (first?.request === undefined) return [];
    const views = wrong.map(symptom => symptom.request);
    const follow = sameRequest(symptoms, views).filter(
      symptom =>
        !wrong.includes(symptom) && FOLLOWS.includes(symptom.what) && symptom.match?.name === undefined,
    );
    const { record, name } = first.request;
    const sources = sourcesOf(seen, record.asked.service ?? 'api-gateway');
    return explainAll([...wrong, ...follow], {
      saw: `${name} was answered with ${record.status} and ${JSON.stringify(record.answer ?? null).slice(0, 100)}. ${record.asked.status} was due.`,
      message:
        'The trace believes the status of the answer. A failure that answers with a success is green for everybody.',
      next: 'Answer with the status that is true, or throw the error on and let the shop answer it.',
      where: whereCaughtAndAnswered(sources) ?? whereCaughtForGood(sources),
    });
  },
};
