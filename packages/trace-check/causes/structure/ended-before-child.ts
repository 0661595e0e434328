import { whereIs } from '../../source/source.ts';
import { startsOf, whereStart } from '../../source/span-calls.ts';
import { unawaitedIn } from '../../source/unawaited.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { isInside, sourcesFor } from './by-hand.ts';

/** The name of the span that ended too early. */
const hasty = (symptom: Symptom): string | undefined =>
  symptom.what === 'outlasts-parent' ? symptom.spans[1]?.name : symptom.spans[0]?.name;

export const endedBeforeChild: Cause = {
  id: 'ended-before-child',
  title: 'A span does not wait for what happens in it',
  family: 'structure',
  seen: 'The span is very short, and its child goes on after it.',
  why: 'The function returns a promise at once. `finally` runs then, not when the promise is done.',
  fix: 'Write `await` before the step: `return await step()`.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const about = ofKind(symptoms, 'outlasts-parent', 'span-too-short');
    return [...new Set(about.map(hasty))].flatMap((name): Explanation[] => {
      const of = about.filter(symptom => hasty(symptom) === name);
      const [first] = of;
      if (first === undefined || name === undefined) return [];
      const [start] = startsOf(sourcesFor(seen, first.service), name);
      const unawaited = start && unawaitedIn(start);
      const outlasted = of.some(symptom => symptom.what === 'outlasts-parent');
      if (!outlasted && unawaited === undefined) return [];
      return [
        {
          covers: [
            first,
            ...of.filter(symptom => symptom !== first),
            ...symptoms.filter(symptom => isInside(symptom, first.service, name)),
          ],
          ...(outlasted ? {} : { saw: `The step was made slow, and "${name}" was short all the same.` }),
          message: `Nobody awaits the work inside "${name}", so the span ends while it still runs.`,
          ...(start && unawaited
            ? { where: whereIs(start.source, unawaited.call.node.start) }
            : start
              ? { where: whereStart(start) }
              : {}),
          next:
            unawaited?.returned === true
              ? 'Write await before this call. `return` alone does not wait inside a try.'
              : 'Await everything that runs inside the span before it ends.',
        },
      ];
    });
  },
};
