import { whereIs } from '../../source/source.ts';
import { callsOn, inFinally, whereStart } from '../../source/span-calls.ts';
import type { Cause } from '../cause.ts';
import { missingSpans, sayOrphans } from './missing-span.ts';

const FAILED = 400;

export const endSkippedOnThrow: Cause = {
  id: 'end-skipped-on-throw',
  title: 'A span ends only when all goes well',
  family: 'structure',
  seen: 'Good requests have the span. Requests that failed lack it, and its children have lost their parent.',
  why: 'An error leaves the function at once. A `span.end()` that stands after the step is never reached.',
  fix: 'Move `span.end()` into a `finally`.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    missingSpans(symptoms, seen).flatMap(({ name, missingIn, presentIn, orphans, start, covers }) => {
      const [failed] = missingIn;
      if (failed === undefined || presentIn.length === 0) return [];
      if (missingIn.some(view => (view.record.status ?? 0) < FAILED)) return [];
      const ends = start ? callsOn(start, 'end') : [];
      const skipped = ends.find(end => !inFinally(end));
      if (orphans.length === 0 && (skipped === undefined || ends.some(inFinally))) return [];
      return [
        {
          covers,
          saw: `Good requests have the span "${name}". On ${failed.name} it never arrived.${sayOrphans(orphans)}`,
          message: 'The error jumps over span.end(), and a span that has not ended is not sent.',
          ...(skipped && start
            ? { where: whereIs(start.source, skipped.node.start) }
            : start
              ? { where: whereStart(start) }
              : {}),
          next: 'Move span.end() into a finally: it runs when the step works and when it throws.',
        },
      ];
    }),
};
