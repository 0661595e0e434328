// The learner's own line throws while it handles a request: a name that is not imported, a method that is not there.

import type { RequestView } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { whereInStack } from '../../source/stack.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, explainAll, ofKind } from '../cause.ts';
import { sameRequest } from '../meaning/failure-answered-as-success.ts';
import { sourcesFor } from '../structure/by-hand.ts';

const SLIPS = /^(ReferenceError|TypeError|RangeError|SyntaxError)$/;

type Thrown = { type: string; message: string; stack: string };

type Slip = { symptom: Symptom; request: RequestView; thrown: Thrown; where: Where };

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

/** The frame that threw, or the one that called the library that threw. */
const callerIn = (stack: string): string =>
  stack
    .split('\n')
    .filter(line => /^\s*at /.test(line))
    .find(line => !/node_modules|node:/.test(line)) ?? '';

export const errorInPart: Cause = {
  id: 'error-in-part',
  title: 'The code of a part threw an error of its own',
  family: 'start',
  seen: 'A request was answered with 500, and the exception in the trace names a line of yours.',
  why: 'A name that is not imported, a method that does not exist, a value that is not there: Node finds these when the line runs, and some lines run only when something fails.',
  fix: 'The exception tells the line. Lines in a `catch` are the ones nobody tries out; let a request fail on purpose.',
  explain: (symptoms, seen) => {
    const slips = ofKind(symptoms, 'wrong-answer').flatMap((symptom): Slip[] => {
      const { request } = symptom;
      if (request === undefined) return [];
      const sources = sourcesFor(seen, request.record.asked.service);
      return thrownIn(request)
        .filter(({ type }) => SLIPS.test(type))
        .flatMap(thrown => {
          const where = whereInStack([callerIn(thrown.stack)], sources);
          return where ? [{ symptom, request, thrown, where }] : [];
        })
        .slice(0, 1);
    });
    const lines = [...new Set(slips.map(({ where }) => `${where.path}:${where.line}`))];
    return lines.flatMap((line): Explanation[] => {
      const group = slips.filter(({ where }) => `${where.path}:${where.line}` === line);
      const [first] = group;
      if (first === undefined) return [];
      const { request, thrown, where } = first;
      const requests = group.map(slip => slip.request);
      const wrong = group.map(slip => slip.symptom);
      // what else these requests lack follows from their having broken off here
      const follow = sameRequest(symptoms, requests).filter(symptom => !wrong.includes(symptom));
      return explainAll([...wrong, ...follow], {
        saw: `${request.name} was answered with ${request.record.status}: ${thrown.type}: ${thrown.message}`,
        message: 'This line threw an error of its own when it ran.',
        where,
        next: /is not defined$/.test(thrown.message)
          ? 'Import this name, or mend its spelling.'
          : 'Mend this line, and save.',
      });
    });
  },
};
