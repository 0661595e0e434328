// An attribute that says the same of every request says nothing.

import { type Case, sourcesOf } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { plain, show } from '../../rules/value.ts';
import { whereKey } from '../../source/says.ts';
import type { Source } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const valueOn = (symptom: Symptom): unknown => {
  const value = symptom.key === undefined ? undefined : symptom.spans[0]?.attributes[symptom.key];
  return value && plain(value);
};

/** The values of this attribute over all requests. */
const valuesOf = (seen: Case, key: string): Set<unknown> =>
  new Set(
    seen.requests.flatMap(view =>
      view.spans.flatMap(span => {
        const value = span.attributes[key];
        return value ? [plain(value)] : [];
      }),
    ),
  );

/** The line that holds the value itself tells more than the one that holds the key. */
const whereSet = (sources: Source[], key: string, value: unknown): Where | undefined =>
  (typeof value === 'string' ? whereKey(sources, value) : undefined) ?? whereKey(sources, key);

/** Enough requests to tell a habit from a coincidence. */
const ENOUGH = 2;

export const sameValueAlways: Cause = {
  id: 'same-value-always',
  title: 'The same value on every request',
  family: 'meaning',
  seen: 'The attribute is there, and it does not change from one request to the next.',
  why: 'The value is written in the code, or it is set before anybody can know it, and no other path sets it again.',
  fix: 'Take it from this very request. What is known only at the end is set at the end, on each of the ways out.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    // a request that went wrong has no right value to compare with
    const found = ofKind(symptoms, 'attribute-value').filter(
      symptom =>
        valueOn(symptom) !== undefined &&
        symptom.request?.record.status === symptom.request?.record.asked.status,
    );
    const keys = [...new Set(found.map(symptom => symptom.key ?? ''))];
    return keys.flatMap(key => {
      const covers = found.filter(symptom => symptom.key === key);
      const [first] = covers;
      if (first === undefined || seen.requests.length < ENOUGH || valuesOf(seen, key).size > 1) return [];
      return explainAll(covers, {
        message: `"${key}" is ${show(valueOn(first))} on every request, whatever happens in it.`,
        next: 'Set it once it is known, from this request, and on each of the ways out: the good one and the bad ones.',
        where: first.service && whereSet(sourcesOf(seen, first.service), key, valueOn(first)),
      });
    });
  },
};
