// payment.amount where app.payment.amount was due: the value is there, and no search finds it.

import type { Span } from '#trace-model/span.ts';
import { sourcesOf } from '../../case.ts';
import { whereKey } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const letters = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** How many letters must change; two strings of a dozen letters make this cheap. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, one] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (one === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** More than this is another word, not a slip. */
const SLIPS = 2;

const isMeant = (given: string, wanted: string): boolean => {
  const [a, b] = [letters(given), letters(wanted)];
  const last = wanted.split('.').at(-1) ?? wanted;
  return distance(a, b) <= SLIPS || letters(given.split('.').at(-1) ?? given) === letters(last);
};

const otherKey = (span: Span | undefined, key: string, wanted: Set<string>): string | undefined => {
  if (span === undefined) return undefined;
  const owners = [span.attributes, ...span.events.map(event => event.attributes)];
  return owners
    .flatMap(attributes => Object.keys(attributes))
    .find(given => given !== key && !wanted.has(given) && isMeant(given, key));
};

export const attributeMisspelled: Cause = {
  id: 'attribute-misspelled',
  title: 'An attribute under another name',
  family: 'meaning',
  seen: 'The value is on the span, under a name that is nearly the one of the task.',
  why: 'A name is an agreement. Whoever searches for one spelling does not find the other, and nothing warns about it.',
  fix: 'Use the name as it was agreed on, letter by letter. A constant helps where it is used twice.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const missing = ofKind(symptoms, 'attribute-missing');
    const wanted = new Set(
      seen.lab.tasks.flatMap(task =>
        task.rules.flatMap(rule => (rule.rule === 'span' ? Object.keys(rule.attributes ?? {}) : [])),
      ),
    );
    const other = (symptom: Symptom): string | undefined =>
      otherKey(symptom.spans[0], symptom.key ?? '', wanted);
    const keys = [...new Set(missing.filter(other).map(symptom => symptom.key ?? ''))];
    return keys.flatMap(key => {
      const covers = missing.filter(symptom => symptom.key === key && other(symptom));
      const [first] = covers;
      const given = first ? (other(first) ?? '') : '';
      return explainAll(covers, {
        saw: `"${first?.spans[0]?.name}" has "${given}", and "${key}" was due.`,
        message: 'A name is an agreement: whoever searches for the one does not find the other.',
        next: `Call it "${key}".`,
        where: first?.service && whereKey(sourcesOf(seen, first.service), given),
      });
    });
  },
};
