// Whatever is on a span leaves the process, is stored for weeks, and is read by many.

import { sourcesOf } from '../../case.ts';
import { whereKey } from '../../source/says.ts';
import { lineWith, type Source } from '../../source/source.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const SETS = /(setAttributes?|addEvent|startActiveSpan|startSpan|updateName)\(.*(card|payment\b)/;

const whereSet = (sources: Source[], key: string | undefined) => {
  const byKey = key === undefined ? undefined : whereKey(sources, key);
  if (byKey) return byKey;
  for (const source of sources) {
    const line = lineWith(source, SETS);
    if (line) return line;
  }
  return undefined;
};

export const secretInSpan: Cause = {
  id: 'secret-in-span',
  title: 'A secret is on a span',
  family: 'meaning',
  seen: 'A card number, a password or a token was found in an attribute, an event or a name.',
  why: 'A trace leaves the process, crosses other machines, is stored for weeks and is read by people who may not read this value. What was sent can not be called back.',
  fix: 'Leave it out. To tell two apart, use an id that is worth nothing outside the shop, or the last four digits. Beware of whole objects: an attribute made of one carries all its fields.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const covers = ofKind(symptoms, 'secret-found');
    const [first] = covers;
    return explainAll(covers, {
      message:
        'What is on a span leaves the process, is stored for weeks, and is read by people who may not read this.',
      next: 'Remove it. To tell two payments apart, the receipt is enough.',
      where: first?.service && whereSet(sourcesOf(seen, first.service), first.key),
    });
  },
};
