// Nothing is wrong yet: the line that would make this span, attribute or event is not there.
// Said as such, so that the first task comes before whatever the later ones hold in store.

import { sourcesOf } from '../../case.ts';
import { sameName } from '../../names.ts';
import { names, namesEvent } from '../../source/says.ts';
import type { Source } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';
import { isInside } from '../structure/by-hand.ts';

const WORDS = { 'span-missing': 'span', 'attribute-missing': 'attribute', 'event-missing': 'event' } as const;
type Lacking = keyof typeof WORDS;

const isLacking = (what: string): what is Lacking => what in WORDS;

/** What the missing thing is called; spans of kind server and client are nobody's to write. */
const nameOf = ({ what, match, key }: Symptom): string | undefined => {
  if (what !== 'span-missing') return key;
  return match?.kind === 'server' || match?.kind === 'client' ? undefined : match?.name;
};

const isNamed = (source: Source, what: Symptom['what'], name: string): boolean => {
  if (what === 'event-missing') return namesEvent(source, name);
  // an attribute is looked for letter by letter, a span by its words
  return names(source, text => (what === 'attribute-missing' ? text === name : sameName(text, name)));
};

const thingOf = (symptom: Symptom): string => `${symptom.what} ${symptom.service} ${nameOf(symptom)}`;

export const notYetWritten: Cause = {
  id: 'not-yet-written',
  title: 'This is still to be written',
  family: 'meaning',
  seen: 'A span, an attribute or an event of the task is not in the trace, and no line of your files names it.',
  why: 'Nothing went wrong. The task asks for something that is not there yet.',
  fix: 'Write it. The README of the lab says what it is called and where it belongs.',
  explain: (symptoms, seen) => {
    const open = ofKind(symptoms, 'span-missing', 'attribute-missing', 'event-missing').filter(symptom => {
      const name = nameOf(symptom);
      const sources = symptom.service ? sourcesOf(seen, symptom.service) : [];
      if (name === undefined || sources.length === 0) return false;
      // a file that can't be read may well name it
      return sources.every(source => source.program && !isNamed(source, symptom.what, name));
    });
    return [...new Set(open.map(thingOf))].flatMap(thing => {
      const covers = open.filter(symptom => thingOf(symptom) === thing);
      const [first] = covers;
      if (first === undefined || !isLacking(first.what)) return [];
      const word = WORDS[first.what];
      const name = nameOf(first) ?? '';
      // what should lie inside a span that is not there lies elsewhere; that goes without saying
      const inside =
        word === 'span' ? symptoms.filter(symptom => isInside(symptom, first.service, name)) : [];
      return explainAll([...covers, ...inside], {
        message: `No line of your files for ${first.service} names this ${word}, so it is still to be written.`,
        next: `Add the ${word} "${nameOf(first)}". The README says where it belongs, and a hint says how.`,
      });
    });
  },
};
