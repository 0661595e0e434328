// Span names are few: a name that holds an id or an index makes a new name with every request.

import type { Span } from '#trace-model/span.ts';
import { type Case, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

const VARIES = /[0-9]+|[0-9a-f]{8,}/gi;

/** `reserve item 3` and `reserve item Laptop` share their place: same parent name, same scope, different names. */
const shapeOf = (name: string): string => name.replace(VARIES, '#');

export const checkFewNames = (rule: RuleOf<'few-names'>, seen: Case): Observation[] => {
  const byShape = new Map<string, Span[]>();
  for (const view of seen.requests)
    for (const span of spansOf(view, rule.service)) {
      if (span.kind !== 'internal' || span.scope.name.includes('instrumentation')) continue;
      const shape = shapeOf(span.name);
      byShape.set(shape, [...(byShape.get(shape) ?? []), span]);
    }
  const drawn = drawnWords(seen);
  const observations: Observation[] = [];
  for (const spans of byShape.values()) {
    const names = [...new Set(spans.map(span => span.name))];
    const first = spans[0];
    if (first === undefined) continue;
    const word = drawn.find(value => names.some(name => name.includes(value)));
    if (names.length < 2 && word === undefined) continue;
    observations.push({
      what: 'names-grow',
      service: rule.service,
      spans,
      saw:
        names.length > 1
          ? `One step has ${names.length} names: ${names
              .slice(0, 3)
              .map(name => `"${name}"`)
              .join(', ')}.`
          : `The name "${first.name}" holds "${word}", a value of this one request.`,
    });
  }
  return observations;
};

/** Values of the requests' bodies that are long enough to be recognized in a name. */
const drawnWords = (seen: Case): string[] => {
  const words = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.length > 3) words.add(value);
    else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) collect(inner);
  };
  for (const view of seen.requests) collect(view.record.asked.body);
  return [...words];
};
