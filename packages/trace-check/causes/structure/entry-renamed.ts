import { sourcesOf } from '../../case.ts';
import { lineWith } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { explainAll, ofKind, servicesWith } from '../cause.ts';

export const entryRenamed: Cause = {
  id: 'entry-renamed',
  title: 'The server span was renamed',
  family: 'structure',
  seen: 'The server span knows its route, in `http.route`, and bears another name.',
  why: 'Something calls `updateName` on it. A name with an address in it is new with every order, so nothing can be grouped or counted.',
  fix: 'Leave the name to the instrumentations: method and route.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    servicesWith(symptoms, 'wrong-entry-name').flatMap(service => {
      const renamed = ofKind(symptoms, 'wrong-entry-name').filter(
        symptom =>
          symptom.service === service &&
          symptom.spans.some(
            ({ name, attributes }) =>
              attributes['http.route']?.type === 'string' &&
              !name.endsWith(` ${attributes['http.route'].value}`),
          ),
      );
      const where = sourcesOf(seen, service)
        .map(source => lineWith(source, /\bupdateName\b/))
        .find(Boolean);
      return explainAll(renamed, {
        message: 'The span knows its route, and something gave it another name afterwards.',
        next: 'Remove the call of updateName, and leave the name to the instrumentations.',
        where,
      });
    }),
};
