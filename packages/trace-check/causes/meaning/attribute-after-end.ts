import { whereKey } from '../../source/says.ts';
import { whereInStack } from '../../source/stack.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { sourcesFor } from '../structure/by-hand.ts';
import { sdkSayings } from './missing-keys.ts';

/** What a span lacks that was told too late. */
const TOLD: Symptom['what'][] = ['attribute-missing', 'event-missing', 'no-exception', 'status-not-error'];

const AFTER_END = /Cannot execute the operation on ended Span/;

export const attributeAfterEnd: Cause = {
  id: 'attribute-after-end',
  title: 'A span is told something after its end',
  family: 'meaning',
  seen: 'The span is there, and lacks an attribute that the code sets.',
  why: 'With `end()` the span is closed and on its way. What is set on it afterwards is dropped without a word.',
  fix: 'Set attributes before the span ends. End it in `finally`, as the last thing.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const said = sdkSayings(seen).filter(one => AFTER_END.test(one.message));
    const isLate = ({ spans: [span] }: Symptom): boolean =>
      span !== undefined && said.some(one => one.message.includes(span.spanId));
    const late = ofKind(symptoms, ...TOLD).filter(isLate);
    return [...new Set(late.map(({ spans: [span] }) => span?.name))].flatMap((name = ''): Explanation[] => {
      const [first, ...rest] = late.filter(({ spans: [span] }) => span?.name === name);
      if (first === undefined) return [];
      const saying = said.find(one => first.spans.some(span => one.message.includes(span.spanId)));
      const sources = sourcesFor(seen, first.service);
      const where =
        whereInStack(saying?.stack.split('\n') ?? [], sources) ?? whereKey(sources, first.key ?? '');
      return [
        {
          covers: [first, ...rest],
          saw: `${first.saw} The SDK was asked to change the span after its end.`,
          message: 'A span that has ended is closed: what it is told later is dropped.',
          ...(where ? { where } : {}),
          next: 'Move this line before span.end(), or the end into finally.',
        },
      ];
    });
  },
};
