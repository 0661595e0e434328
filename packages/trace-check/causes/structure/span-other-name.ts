import { serviceName } from '#trace-model/span.ts';
import type { Case } from '../../case.ts';
import { sameName } from '../../names.ts';
import { startsOf, whereStart } from '../../source/span-calls.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { byName, isByHand, isInside, requestsOf, sourcesFor } from './by-hand.ts';

const words = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** `order` and `orders`, `reserve` and `reserving` begin alike; four letters tell enough. */
const STEM = 4;
const alike = (a: string, b: string): boolean => a.slice(0, STEM) === b.slice(0, STEM);

const sharesWord = (a: string, b: string): boolean =>
  words(a).some(one => words(b).some(other => alike(one, other)));

/** Names some rule of the lab asks for are not a wrong name for another. */
const isWanted = (name: string, seen: Case): boolean =>
  seen.lab.tasks.some(task =>
    task.rules.some(rule => 'span' in rule && rule.span.name !== undefined && sameName(rule.span.name, name)),
  );

/** A name that grows with every request is another mistake, and is told as such. */
const grows = (wanted: string, symptoms: Symptom[]): boolean =>
  ofKind(symptoms, 'names-grow').some(symptom => symptom.spans.some(one => sharesWord(one.name, wanted)));

export const spanOtherName: Cause = {
  id: 'span-other-name',
  title: 'The span has another name',
  family: 'structure',
  seen: 'A span lies where the task wants one, under a name that is not the task’s.',
  why: 'Spans are found, counted and compared by their names. Whoever looks for one name does not see the other.',
  fix: 'Agree on a name, a verb and an object, and use it everywhere.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    byName(ofKind(symptoms, 'span-missing')).flatMap(
      ({ name, service, symptoms: [first, ...rest] }): Explanation[] => {
        if (first === undefined || service === undefined || grows(name, symptoms)) return [];
        const views = requestsOf([first, ...rest]);
        const candidates = views.map(view =>
          view.spans.filter(
            span =>
              serviceName(span) === service &&
              isByHand(span) &&
              span.kind !== 'server' &&
              !isWanted(span.name, seen) &&
              sharesWord(span.name, name),
          ),
        );
        const [other] = candidates.flat();
        // it takes the place in every request, or it is something else
        if (other === undefined || candidates.some(found => !found.some(span => span.name === other.name)))
          return [];
        const [start] = startsOf(sourcesFor(seen, service), other.name);
        return [
          {
            covers: [first, ...rest, ...symptoms.filter(symptom => isInside(symptom, service, name))],
            saw: `There is a span "${other.name}", and none named "${name}".`,
            message: 'A span is found by its name, and this one has another than the task asks for.',
            ...(start ? { where: whereStart(start) } : {}),
            next: `If it lies round the same step, name it "${name}".`,
          },
        ];
      },
    ),
};
