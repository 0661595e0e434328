import type { Span } from '#trace-model/span.ts';
import type { RequestView } from '../../case.ts';
import { boundsOf } from '../../rules/count.ts';
import { startsOf, whereStart } from '../../source/span-calls.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { byName, isInside, sourcesFor } from './by-hand.ts';

const callsInside = (view: RequestView, span: Span): Span[] =>
  view.spans.filter(one => one.kind === 'client' && view.ancestorsOf(one).includes(span));

export const oneSpanForAll: Cause = {
  id: 'one-span-for-all',
  title: 'One span holds what should be several',
  family: 'structure',
  seen: 'One span has the calls of all items inside it, and none of them can be told from the others.',
  why: 'The line that starts the span stands outside of the loop, so it runs once.',
  fix: 'Start the span inside the loop, once for each item, and end it there.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    byName(ofKind(symptoms, 'span-count')).flatMap(({ name, service, symptoms: group }): Explanation[] => {
      const held = group.filter(
        ({ request, spans, rule }) =>
          rule.rule === 'span' &&
          spans.length < boundsOf(rule.count, request?.record.asked.body).least &&
          spans.some(span => request !== undefined && callsInside(request, span).length > 1),
      );
      const [first, ...rest] = held;
      const [span] = first?.spans ?? [];
      if (first?.request === undefined || span === undefined) return [];
      const [start] = startsOf(sourcesFor(seen, service), name);
      return [
        {
          covers: [
            first,
            ...rest,
            ...group.filter(symptom => !held.includes(symptom)),
            ...symptoms.filter(
              symptom => symptom.what === 'span-misplaced' && isInside(symptom, service, name),
            ),
          ],
          saw: `${first.saw} It holds ${callsInside(first.request, span).length} calls.`,
          message: 'The span is started once, outside of the loop, and every item ends up in it.',
          ...(start ? { where: whereStart(start) } : {}),
          next: `Start "${name}" inside the loop, once for each item.`,
        },
      ];
    }),
};
