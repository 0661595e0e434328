// An event says that something has happened. Added before the step, it says so even when the step fails.

import { sourcesOf } from '../../case.ts';
import { whereEvent } from '../../source/says.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

export const eventBeforeStep: Cause = {
  id: 'event-before-step',
  title: 'An event of something that did not happen yet',
  family: 'meaning',
  seen: 'The step failed, and the event that says it was done is on the span.',
  why: 'The event is added before the step, or on every path. A reader of the trace believes it: the card was charged, so why does the customer complain?',
  fix: 'Add the event after the step, on the line behind its `await`.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const found = ofKind(symptoms, 'event-unwanted');
    const keys = [...new Set(found.map(symptom => symptom.key ?? ''))];
    return keys.flatMap(key => {
      const covers = found.filter(symptom => symptom.key === key);
      const [first] = covers;
      return explainAll(covers, {
        message: `"${key}" is added before the step has worked, or whether it works or not. The trace tells of something that never was.`,
        next: 'Move the event behind the step it speaks of, after its await.',
        where: first?.service && whereEvent(sourcesOf(seen, first.service), key),
      });
    });
  },
};
