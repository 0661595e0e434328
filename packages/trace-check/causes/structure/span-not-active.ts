import { whereStart } from '../../source/span-calls.ts';
import type { Cause } from '../cause.ts';
import { notInside } from './not-inside.ts';

export const spanNotActive: Cause = {
  id: 'span-not-active',
  title: 'A span is started, and never made active',
  family: 'structure',
  seen: 'All spans are there, side by side: what should be a child has become a sibling.',
  why: 'A new span becomes the child of the active one. `startSpan` starts a span and leaves the active one as it was.',
  fix: 'Use `startActiveSpan`, and do the work inside the function you hand to it.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    notInside(symptoms, seen)
      .filter(({ open, inner, outer }) => open && inner.traceId === outer.traceId)
      .map(({ name, inner, outer, start, symptoms: [first, ...rest] }) => ({
        covers: [first, ...rest],
        saw: `"${name}" was open while "${inner.name}" ran, and is not its parent${outer.parentSpanId === inner.parentSpanId ? ': they are siblings' : ''}.`,
        message:
          start?.by === 'startActiveSpan'
            ? `"${name}" is active inside the function handed to startActiveSpan, and this work runs outside of it.`
            : `"${name}" was started and never made active, so what runs inside it does not know of it.`,
        ...(start ? { where: whereStart(start) } : {}),
        next:
          start?.by === 'startActiveSpan'
            ? 'Move the work into that function, and await it there.'
            : 'Start it with startActiveSpan, and do the work inside the function you hand over.',
      })),
};
