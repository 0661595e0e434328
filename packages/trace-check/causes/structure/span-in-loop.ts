import { inLoop, startsOf, whereStart } from '../../source/span-calls.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { byName, sourcesFor } from './by-hand.ts';

export const spanInLoop: Cause = {
  id: 'span-in-loop',
  title: 'A span for the whole is started for every part',
  family: 'structure',
  seen: 'A span that should be there once is there once for every item.',
  why: 'The line that starts it stands inside the loop.',
  fix: 'Start it before the loop and end it after. Inside, each item may have a span of its own.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    byName(ofKind(symptoms, 'span-count')).flatMap(
      ({ name, service, symptoms: [first, ...rest] }): Explanation[] => {
        const rule = first?.rule;
        if (first === undefined || rule?.rule !== 'span' || rule.count !== 1 || first.spans.length < 2)
          return [];
        const starts = startsOf(sourcesFor(seen, service), name);
        const start = starts.find(one => inLoop(one.call)) ?? starts[0];
        return [
          {
            covers: [first, ...rest],
            message:
              starts.length > 1 && !starts.some(one => inLoop(one.call))
                ? `A span "${name}" is started in ${starts.length} places.`
                : `The line that starts "${name}" runs once for every item, not once for all of them.`,
            ...(start ? { where: whereStart(start) } : {}),
            next: `Start "${name}" once, round everything that belongs to it.`,
          },
        ];
      },
    ),
};
