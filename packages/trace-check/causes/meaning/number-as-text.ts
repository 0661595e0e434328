// "1200" in quotes: it reads like a number and is compared like a word.

import type { AttributeValue, Span } from '#trace-model/span.ts';
import { sourcesOf } from '../../case.ts';
import { whereKey } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const valuesOf = (span: Span, key: string): (AttributeValue | undefined)[] => [
  span.attributes[key],
  ...span.events.map(event => event.attributes[key]),
];

/** `1200`, `12.50`, and as shops write it: `1200 EUR`. */
const NUMBER = /^\s*-?\d+([.,]\d+)*\s*(\p{Sc}|[A-Z]{3})?\s*$/u;

const isNumberAsText = (symptom: Symptom): boolean => {
  const { key, spans } = symptom;
  if (key === undefined || !symptom.saw.includes('a number was due')) return false;
  return spans.some(span =>
    valuesOf(span, key).some(value => value?.type === 'string' && NUMBER.test(value.value)),
  );
};

export const numberAsText: Cause = {
  id: 'number-as-text',
  title: 'A number was sent as text',
  family: 'meaning',
  seen: 'The attribute is there and reads well, and its type is string.',
  why: 'A search such as "more than 1000" compares numbers. Text is compared letter by letter, or not at all: as text, "9" is more than "1000".',
  fix: 'Set the number itself. A unit or a currency goes into an attribute of its own.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const found = ofKind(symptoms, 'attribute-type').filter(isNumberAsText);
    const keys = [...new Set(found.map(symptom => symptom.key ?? ''))];
    return keys.flatMap(key => {
      const covers = found.filter(symptom => symptom.key === key);
      const service = covers[0]?.service;
      return explainAll(covers, {
        message: `"${key}" was set as text. A search such as "more than 1000" compares numbers and never finds it.`,
        next: 'Set the number itself: no quotes, no String(), no toFixed(), no unit behind it.',
        where: service && whereKey(sourcesOf(seen, service), key),
      });
    });
  },
};
