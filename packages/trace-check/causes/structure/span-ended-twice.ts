import { type Span, serviceName } from '#trace-model/span.ts';
import type { Case } from '../../case.ts';
import { whereIs } from '../../source/source.ts';
import { callsOn, inFinally, startsOf } from '../../source/span-calls.ts';
import { whereInStack } from '../../source/stack.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { sourcesFor } from './by-hand.ts';

const TWICE = /You can only call end\(\) on a span once/;

/** Through Jaeger nobody hears the SDK complain; the code shows an end before the one in finally. */
const endsEarlyAndAtLast = (seen: Case, span: Span): boolean => {
  const [start] = startsOf(sourcesFor(seen, serviceName(span)), span.name);
  const ends = start ? callsOn(start, 'end') : [];
  return ends.some(inFinally) && ends.some(end => !inFinally(end));
};

export const spanEndedTwice: Cause = {
  id: 'span-ended-twice',
  title: 'A span is ended more than once',
  family: 'structure',
  seen: 'The span is shorter than its step, and what runs in it goes on after its end.',
  why: 'The first `end()` counts. All that is done to the span afterwards, a second end too, is ignored without a word.',
  fix: 'Keep one `span.end()`, in the `finally` round the whole step.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const said = seen.evidence.processes.flatMap(process =>
      (process.sdkSaid ?? []).filter(one => TWICE.test(one.message)),
    );
    const isTwice = (span: Span): boolean =>
      seen.evidence.gathered === 'private'
        ? said.some(one => one.message.includes(span.spanId))
        : endsEarlyAndAtLast(seen, span);
    const about = ofKind(symptoms, 'outlasts-parent', 'span-too-short').filter(symptom =>
      symptom.spans.some(isTwice),
    );
    const nameOf = (symptom: (typeof about)[number]): string | undefined => symptom.spans.find(isTwice)?.name;
    return [...new Set(about.map(nameOf))].flatMap((name): Explanation[] => {
      const of = about.filter(symptom => nameOf(symptom) === name);
      const [first, ...rest] = of;
      if (first === undefined || name === undefined) return [];
      const sources = sourcesFor(seen, first.service);
      const [start] = startsOf(sources, name);
      const early = start && callsOn(start, 'end').find(end => !inFinally(end));
      const ids = new Set(of.flatMap(symptom => symptom.spans.map(span => span.spanId)));
      const stack = said.find(one => [...ids].some(id => one.message.includes(id)))?.stack ?? '';
      const where =
        start && early ? whereIs(start.source, early.node.start) : whereInStack(stack.split('\n'), sources);
      return [
        {
          covers: [first, ...rest],
          saw: `${first.saw} ${seen.evidence.gathered === 'private' ? `The SDK was asked to end "${name}" more than once.` : `The code ends "${name}" in more than one place.`}`,
          message: 'The first end() counts: from then on the span is closed, though its work goes on.',
          ...(where ? { where } : {}),
          next: 'Keep one span.end(), in the finally round the whole step, and remove the other.',
        },
      ];
    });
  },
};
