// The learner's own line throws while it handles a request: a name that is not imported, a method that is not there.

import type { RequestView } from '../../case.ts';
import { whereInStack } from '../../source/stack.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { sourcesFor } from '../structure/by-hand.ts';

const SLIPS = /^(ReferenceError|TypeError|RangeError|SyntaxError)$/;

type Thrown = { type: string; message: string; stack: string };

/** What Express, or the learner, recorded of it. */
const thrownIn = (view: RequestView): Thrown[] =>
  view.spans.flatMap(span =>
    span.events
      .filter(event => event.name === 'exception')
      .map(({ attributes }) => {
        const text = (key: string): string => {
          const value = attributes[`exception.${key}`];
          return value?.type === 'string' ? value.value : '';
        };
        return { type: text('type'), message: text('message'), stack: text('stacktrace') };
      }),
  );

export const errorInPart: Cause = {
  id: 'error-in-part',
  title: 'The code of a part threw an error of its own',
  family: 'start',
  seen: 'A request was answered with 500, and the exception in the trace names a line of yours.',
  why: 'A name that is not imported, a method that does not exist, a value that is not there: Node finds these when the line runs, and some lines run only when something fails.',
  fix: 'The exception tells the line. Lines in a `catch` are the ones nobody tries out; let a request fail on purpose.',
  explain: (symptoms, seen) =>
    ofKind(symptoms, 'wrong-answer').flatMap((symptom): Explanation[] => {
      const { request } = symptom;
      if (request === undefined) return [];
      const sources = sourcesFor(seen, request.record.asked.service);
      for (const { type, message, stack } of thrownIn(request)) {
        const where = SLIPS.test(type) ? whereInStack(stack.split('\n').slice(1, 2), sources) : undefined;
        if (where === undefined) continue;
        const others = symptoms.filter((one: Symptom) => one !== symptom && one.request === request);
        return [
          {
            covers: [symptom, ...others],
            saw: `${request.name} was answered with ${request.record.status}: ${type}: ${message}`,
            message: 'This line threw an error of its own when it ran.',
            where,
            next: /is not defined$/.test(message)
              ? 'Import this name, or mend its spelling.'
              : 'Mend this line, and save.',
          },
        ];
      }
      return [];
    }),
};
