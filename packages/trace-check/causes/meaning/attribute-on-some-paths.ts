// Set where all goes well, forgotten where it does not, or the other way round.

import type { Span } from '#trace-model/span.ts';
import { type Case, sourcesOf } from '../../case.ts';
import { whereKey } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const bearersOf = (symptom: Symptom, seen: Case): { request: string; span: Span }[] => {
  const { key, spans } = symptom;
  const [lacking] = spans;
  if (key === undefined || lacking === undefined) return [];
  return seen.requests.flatMap(view =>
    view.spans
      .filter(span => span.name === lacking.name && span.kind === lacking.kind && key in span.attributes)
      .map(span => ({ request: view.name, span })),
  );
};

export const attributeOnSomePaths: Cause = {
  id: 'attribute-on-some-paths',
  title: 'An attribute on some of the ways out',
  family: 'meaning',
  seen: 'The attribute is on the span of some requests, and missing on others.',
  why: 'The code has more than one way out: an answer, an early return, an error. The attribute is set on one of them.',
  fix: 'Set it on each way out, or in one place all of them pass.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const missing = ofKind(symptoms, 'attribute-missing');
    const found = missing.filter(
      symptom =>
        bearersOf(symptom, seen).length > 0 &&
        // where no request at all that the rule is about has it, the code may well set it, to nothing
        missing.filter(one => one.key === symptom.key).length < seen.requests.length,
    );
    const keys = [...new Set(found.map(symptom => symptom.key ?? ''))];
    return keys.flatMap(key => {
      const covers = found.filter(symptom => symptom.key === key);
      const [first] = covers;
      const [bearer] = first ? bearersOf(first, seen) : [];
      const names = [...new Set(covers.flatMap(symptom => symptom.request?.name ?? []))];
      return explainAll(covers, {
        saw: `"${first?.spans[0]?.name}" has "${key}" on ${bearer?.request}, and not on ${names.join(', nor on ')}.`,
        message: 'The code has more than one way out, and the attribute is not set on each of them.',
        next: `Follow the code as it runs on "${names[0]}", and set "${key}" on that way too.`,
        where: first?.service && whereKey(sourcesOf(seen, first.service), key),
      });
    });
  },
};
