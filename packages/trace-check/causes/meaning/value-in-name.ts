// "reserve item 3", "take payment of user 7": as many names as values, and nothing to group by.

import { sourcesOf } from '../../case.ts';
import { sameName } from '../../names.ts';
import { startsLike, whereStart } from '../../source/span-calls.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';
import { wantedRound } from '../structure/by-hand.ts';

const words = (name: string): string[] => name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Every word of the wanted name, in its order, at the start of this one or after the value. */
const holds = (name: string, wanted: string): boolean => {
  const given = words(name);
  const size = words(wanted).length;
  return given.some((_word, index) => sameName(given.slice(index, index + size).join(' '), wanted));
};

const isAbout = (symptom: Symptom, grown: Symptom, names: string[]): boolean => {
  if (symptom === grown) return true;
  const round = wantedRound(symptom)?.name;
  // what should lie inside a span of that name does not find it
  if (symptom.what === 'span-misplaced' && round !== undefined && names.some(name => holds(name, round)))
    return true;
  const wanted = symptom.match?.name;
  if (wanted === undefined || symptom.service !== grown.service) return false;
  return symptom.what === 'span-missing' && names.some(name => holds(name, wanted));
};

export const valueInName: Cause = {
  id: 'value-in-name',
  title: 'A value is part of a span name',
  family: 'meaning',
  seen: 'The same step has another name each time: `reserve item 1`, `reserve item 2`.',
  why: 'A backend groups, counts and compares spans by their name. A name with an id, an index or an amount in it makes a group for every request.',
  fix: 'Keep the name constant and put the value into an attribute. An attribute can be searched as well.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    ofKind(symptoms, 'names-grow').flatMap(grown => {
      const names = [...new Set(grown.spans.map(span => span.name))];
      const covers = [grown, ...symptoms.filter(one => one !== grown && isAbout(one, grown, names))];
      const wanted = covers.find(symptom => symptom.match?.name)?.match?.name;
      const [start] = grown.service ? startsLike(sourcesOf(seen, grown.service), names) : [];
      return explainAll(covers, {
        message:
          'A value of the request is part of the name, so every request makes a new name, and nothing can be grouped or counted.',
        next: `${wanted ? `Name the span "${wanted}"` : 'Keep the name the same for every request'}, and set the value as an attribute.`,
        ...(start ? { where: whereStart(start) } : {}),
      });
    }),
};
