import type { Cause, Explanation } from '../cause.ts';
import { missingKeys } from './missing-keys.ts';

export const attributeNull: Cause = {
  id: 'attribute-null',
  title: 'An attribute that is null',
  family: 'meaning',
  seen: 'The attribute is there, and is empty.',
  why: 'null is sent as an empty value. No search finds it, and no calculation can use it.',
  fix: 'Set the attribute where the value is known, and leave it out where there is none.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    missingKeys(symptoms, seen).flatMap(({ key, covers, where }): Explanation[] => {
      if (!covers.some(({ spans }) => spans.some(span => span.attributes[key]?.type === 'empty'))) return [];
      return [
        {
          covers,
          saw: `"${key}" arrived as null.`,
          message: 'null is an empty value: it takes a place and tells nothing.',
          ...(where ? { where } : {}),
          next: 'Set it where the value is known.',
        },
      ];
    }),
};
