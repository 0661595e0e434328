// The shop must still do its work: tracing that changes an answer is not tracing.

import type { RequestView } from '../case.ts';
import type { Observation } from '../symptom.ts';
import { valueAt } from './value.ts';

export const checkAnswers = (view: RequestView): Observation[] => {
  const { asked, status, failure, answer } = view.record;
  const call = `${asked.method} ${asked.path}`;
  if (failure === 'timeout')
    return [{ what: 'no-answer', request: view, spans: [], saw: `${call} was not answered in time.` }];
  if (status === undefined)
    return [
      { what: 'no-answer', request: view, spans: [], saw: `${call} was not answered: the connection broke.` },
    ];
  if (status === asked.status) {
    const lost = (asked.answerHas ?? []).filter(field => valueAt(answer, field) === undefined);
    if (lost.length === 0) return [];
    const fields = lost.map(field => `"${field}"`).join(', ');
    return [
      {
        what: 'wrong-answer',
        request: view,
        spans: [],
        saw: `${call} was answered with ${status}, and the answer has no ${fields}.`,
      },
    ];
  }
  const said = answer === undefined ? '' : ` It said ${JSON.stringify(answer).slice(0, 160)}.`;
  return [
    {
      what: 'wrong-answer',
      request: view,
      spans: [],
      saw: `${call} was answered with ${status}, and ${asked.status} was due.${said}`,
    },
  ];
};
