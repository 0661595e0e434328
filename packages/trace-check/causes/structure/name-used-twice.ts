import { sameName } from '../../names.ts';
import { functionRound, startsOf, whereStart } from '../../source/span-calls.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { byName, isInside, sourcesFor } from './by-hand.ts';

export const nameUsedTwice: Cause = {
  id: 'name-used-twice',
  title: 'Two steps share one name',
  family: 'structure',
  seen: 'One name is there too often, and another is missing.',
  why: 'A step was copied, and its name was left as it was. Two different things are counted as one.',
  fix: 'Give each step its own name.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    byName(ofKind(symptoms, 'span-count')).flatMap(
      ({ name, service, symptoms: [first, ...rest] }): Explanation[] => {
        const starts = startsOf(sourcesFor(seen, service), name);
        if (first === undefined || starts.length < 2) return [];
        const [missing] = byName(
          ofKind(symptoms, 'span-missing').filter(one => one.match?.service === service),
        );
        if (missing === undefined) return [];
        const copy =
          starts.find(start => sameName(functionRound(start) ?? '', missing.name)) ?? starts.at(-1);
        return [
          {
            covers: [
              first,
              ...rest,
              ...missing.symptoms,
              ...symptoms.filter(symptom => isInside(symptom, service, missing.name)),
            ],
            saw: `"${name}" is started in ${starts.length} places, and there is no "${missing.name}".`,
            message: 'Two steps have the same name, so one of them can not be found.',
            ...(copy ? { where: whereStart(copy) } : {}),
            next: `Name the span round that step "${missing.name}".`,
          },
        ];
      },
    ),
};
