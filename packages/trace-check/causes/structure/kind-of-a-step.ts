import { startsOf, whereStart } from '../../source/span-calls.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { byName, isInside, requestsOf, sourcesFor, spansNamed } from './by-hand.ts';

export const kindOfAStep: Cause = {
  id: 'kind-of-a-step',
  title: 'A step inside a service is not a call',
  family: 'structure',
  seen: 'The span is there, and its kind is client, server, producer or consumer.',
  why: 'These kinds stand for a border between two processes. The span at the border is made by the HTTP instrumentation already; a second one makes one call look like two.',
  fix: 'Leave the kind out: a span made by hand is internal unless you say otherwise.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    byName(ofKind(symptoms, 'span-missing').filter(symptom => symptom.match?.kind === 'internal')).flatMap(
      ({ name, service, symptoms: [first, ...rest] }): Explanation[] => {
        if (first === undefined) return [];
        const views = requestsOf([first, ...rest]);
        const [other] = views.flatMap(view => spansNamed(view, service, name));
        if (other === undefined || other.kind === 'internal') return [];
        const [start] = startsOf(sourcesFor(seen, service), name);
        return [
          {
            covers: [first, ...rest, ...symptoms.filter(symptom => isInside(symptom, service, name))],
            saw: `The span "${other.name}" has the kind ${other.kind}.`,
            message: `It is a step inside one process, so its kind is internal. The ${other.kind} span of a call is made by the HTTP instrumentation.`,
            ...(start ? { where: whereStart(start) } : {}),
            next: 'Remove the kind from the options of this span.',
          },
        ];
      },
    ),
};
