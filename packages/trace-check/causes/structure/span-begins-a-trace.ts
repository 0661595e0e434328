import { serviceName } from '#trace-model/span.ts';
import { startsOf, whereStart } from '../../source/span-calls.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { isByHand, sourcesFor } from './by-hand.ts';

export const spanBeginsATrace: Cause = {
  id: 'span-begins-a-trace',
  title: 'A step begins a trace of its own',
  family: 'structure',
  seen: 'The span is there, without a parent, in a trace of its own, and all that runs inside it with it.',
  why: 'A span without an active parent becomes a root. That happens with `root: true`, with `ROOT_CONTEXT`, and in code that runs outside of any request.',
  fix: 'Start it inside the request, without `root` and without a context of your own.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const roots = ofKind(symptoms, 'several-traces').filter(({ spans: [span] }) => span && isByHand(span));
    return [...new Set(roots.map(({ spans: [span] }) => span?.name ?? ''))].flatMap((name): Explanation[] => {
      const of = roots.filter(({ spans: [span] }) => span?.name === name);
      const [first, ...rest] = of;
      const [span] = first?.spans ?? [];
      if (first === undefined || span === undefined) return [];
      const traces = new Set(of.flatMap(symptom => symptom.spans.map(one => one.traceId)));
      const [start] = startsOf(sourcesFor(seen, serviceName(span)), name);
      const below = symptoms.filter(
        symptom => symptom.what === 'span-misplaced' && symptom.spans.some(one => traces.has(one.traceId)),
      );
      return [
        {
          covers: [first, ...rest, ...below],
          message: 'When it was started it was told of no parent, so it became a root.',
          ...(start ? { where: whereStart(start) } : {}),
          next: 'Start it while the span round it is active, without root and without a context of your own.',
        },
      ];
    });
  },
};
