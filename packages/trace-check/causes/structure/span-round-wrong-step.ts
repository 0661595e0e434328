import { startsOf, whereStart } from '../../source/span-calls.ts';
import { unawaitedIn } from '../../source/unawaited.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { byName, sourcesFor } from './by-hand.ts';
import { notInside } from './not-inside.ts';

const FAILED = 400;

/** A span that starts after its step does not start at all when the step throws. */
const isConsequence = ({ what, request }: Symptom, before: boolean): boolean =>
  what === 'span-too-short' ||
  (before && (what === 'span-count' || what === 'span-missing') && (request?.record.status ?? 0) >= FAILED);

export const spanRoundWrongStep: Cause = {
  id: 'span-round-wrong-step',
  title: 'A span lies beside the step it is named for',
  family: 'structure',
  seen: 'The span is there and short. The work it is named for is there too, before it or after it.',
  why: 'A span measures what happens between its start and its end. Here the step happens elsewhere.',
  fix: 'Move the step between start and end, or the span round the step.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const beside = notInside(symptoms, seen)
      .filter(({ open }) => !open)
      .map(({ name, inner, before, start, symptoms: [first, ...rest] }): Explanation => {
        return {
          covers: [
            first,
            ...rest,
            ...symptoms.filter(one => one.match?.name === name && isConsequence(one, before)),
          ],
          saw: `"${inner.name}" ran ${before ? `before "${name}" began` : `after "${name}" had ended`}, not inside it.`,
          message: `The span "${name}" does not lie round the step it is named for.`,
          ...(start ? { where: whereStart(start) } : {}),
          next: 'Do the step inside this span: start, step, end.',
        };
      });
    const told = new Set(beside.flatMap(one => one.covers));
    const short = byName(ofKind(symptoms, 'span-too-short').filter(one => !told.has(one))).flatMap(
      ({ name, service, symptoms: [first, ...rest] }): Explanation[] => {
        const [start] = startsOf(sourcesFor(seen, service), name);
        if (first === undefined || (start && unawaitedIn(start))) return [];
        return [
          {
            covers: [first, ...rest],
            saw: `The step was made slow on ${first.request?.name ?? 'one request'}, and "${name}" was short all the same.`,
            message: `The span "${name}" does not lie round the step it is named for.`,
            ...(start ? { where: whereStart(start) } : {}),
            next: 'Do the step inside this span: start, step, end.',
          },
        ];
      },
    );
    return [...beside, ...short];
  },
};
