import { whereKey } from '../../source/says.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { sourcesFor } from '../structure/by-hand.ts';

export const attributeNan: Cause = {
  id: 'attribute-nan',
  title: 'A number that is no number',
  family: 'meaning',
  seen: 'The attribute arrives as NaN, or as nothing at all, depending on who reads it.',
  why: 'A calculation with a value that is not there gives NaN. It is of type number, so nobody complains, and no search finds it.',
  fix: 'Calculate with values that are known by then, and set the attribute after that.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const found = ofKind(symptoms, 'attribute-type').filter(({ key = '', spans: [span] }) => {
      const value = span?.attributes[key];
      return value?.type === 'double' && !Number.isFinite(value.value);
    });
    return [...new Set(found.map(symptom => symptom.key))].flatMap((key = ''): Explanation[] => {
      const [first, ...rest] = found.filter(symptom => symptom.key === key);
      if (first === undefined) return [];
      const where = whereKey(sourcesFor(seen, first.service), key);
      return [
        {
          covers: [first, ...rest],
          saw: `"${key}" arrived as ${shown(first)}.`,
          message: 'It was calculated with a value that is not there, and a sum with undefined is NaN.',
          ...(where ? { where } : {}),
          next: 'Look at what it is calculated from: which of these values is known at this point?',
        },
      ];
    });
  },
};

const shown = ({
  key = '',
  spans: [span],
}: {
  key?: string;
  spans: { attributes: Record<string, unknown> }[];
}): string => {
  const value = span?.attributes[key];
  return typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : 'no number';
};
