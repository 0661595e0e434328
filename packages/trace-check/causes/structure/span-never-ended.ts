import { callsOn, inFinally, type SpanStart, whereStart } from '../../source/span-calls.ts';
import type { Cause } from '../cause.ts';
import { missingSpans, sayOrphans } from './missing-span.ts';

/** The source has no end for it, or one that stands behind a return. */
const hasNoEnd = (start: SpanStart | undefined): boolean => {
  if (start === undefined || start.by === 'other') return false;
  const ends = callsOn(start, 'end');
  return ends.every(end => !inFinally(end) && end.ancestors.some(isAfterReturn(end.node.start)));
};

const isAfterReturn =
  (position: number) =>
  (node: { type: string; body?: unknown }): boolean =>
    node.type === 'BlockStatement' &&
    Array.isArray(node.body) &&
    node.body.some(one => one.type === 'ReturnStatement' && one.end <= position);

export const spanNeverEnded: Cause = {
  id: 'span-never-ended',
  title: 'A span is started and never ended',
  family: 'structure',
  seen: 'The span is missing from every trace. What ran inside it is there, and names a parent that never arrived.',
  why: 'A span is sent when it ends. One that stays open is kept in the process, and nobody ever sees it.',
  fix: 'Call `span.end()` in a `finally`, so that it happens on every path.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    missingSpans(symptoms, seen).flatMap(({ name, presentIn, orphans, start, covers }) => {
      if (presentIn.length > 0) return [];
      const noEnd = hasNoEnd(start);
      if (orphans.length === 0 && !noEnd) return [];
      if (start?.by === 'startActiveSpan' && !noEnd && callsOn(start, 'end').some(inFinally)) return [];
      return [
        {
          covers,
          saw: `The span "${name}" is started and never arrives.${sayOrphans(orphans)}`,
          message: 'A span is sent when it ends, and this one does not end.',
          ...(start ? { where: whereStart(start) } : {}),
          next: 'Put the work into try, and span.end() into finally.',
        },
      ];
    }),
};
