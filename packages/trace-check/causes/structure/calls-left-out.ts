import { spansOf } from '../../case.ts';
import { lineWith } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { crossings, formatsOf } from './crossing.ts';

const LEFT_OUT = /ignoreOutgoingRequestHook|disableOutgoingRequestInstrumentation/;

export const callsLeftOut: Cause = {
  id: 'calls-left-out',
  title: 'The instrumentation leaves calls out',
  family: 'structure',
  seen: 'A call reaches the next service without a `traceparent`, and the caller has no client span of it.',
  why: '`ignoreOutgoingRequestHook` answers true for this call, or `disableOutgoingRequestInstrumentation` is set. The client span is what sends the context along: without it the trace ends here.',
  fix: 'Leave the option out.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    crossings(symptoms, seen).flatMap(crossing => {
      const { from, to, view, hop, caller, covers, sources } = crossing;
      const sent = formatsOf(Object.keys(hop.headers)).length > 0;
      const speaks = formatsOf(caller?.sdk?.propagates ?? []).length > 0;
      if (sent || !speaks || spansOf(view, from).some(span => span.kind === 'client')) return [];
      const where = sources.from.map(source => lineWith(source, LEFT_OUT)).find(Boolean);
      if (where === undefined) return [];
      return [
        {
          covers,
          saw: `${from} called ${to} without a traceparent, and has no client span of the call.`,
          message: 'This option tells HttpInstrumentation to leave calls out, and their context with them.',
          next: 'Remove the option.',
          where,
        },
      ];
    }),
};
