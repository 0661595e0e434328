import { lineWith, type Source } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { type Crossing, crossings, formatsOf, idsOf } from './crossing.ts';

const NOT_OURS = new Set([
  'host',
  'user-agent',
  'accept',
  'connection',
  'content-type',
  'content-length',
  'baggage',
]);

/** Headers that carry an id of the caller's spans, and are no propagator's. */
const ownHeaders = (crossing: Crossing): string[] => {
  const ids = idsOf(crossing);
  return Object.entries(crossing.hop.headers)
    .filter(([header, value]) => {
      if (NOT_OURS.has(header) || formatsOf([header]).length > 0) return false;
      return (value.match(/[0-9a-f]{16,32}/gi) ?? []).some(text => ids.has(text.toLowerCase()));
    })
    .map(([header]) => header);
};

const whereWritten = (sources: Source[], headers: string[]) => {
  for (const header of headers)
    for (const source of sources) {
      const where = lineWith(source, new RegExp(`['"\`]?${header}['"\`]?`, 'i'));
      if (where) return where;
    }
  return undefined;
};

export const homeMadeHeaders: Cause = {
  id: 'home-made-headers',
  title: 'Headers nobody else knows',
  family: 'structure',
  seen: "The ids go along with the call, in headers of the team's own making. The other side begins a trace of its own.",
  why: 'A context crosses in `traceparent`: version, trace id, span id and flags in one header. Names such as `Trace-ID` and `Span-ID` mean something to those who invented them, and nothing to an SDK.',
  fix: 'Remove the headers, and leave propagation to the SDK.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    crossings(symptoms, seen).flatMap(crossing => {
      const own = ownHeaders(crossing);
      if (own.length === 0 || crossing.hop.headers.traceparent !== undefined) return [];
      return [
        {
          covers: crossing.covers,
          saw: `${crossing.from} sent its ids as ${own.join(' and ')}, and ${crossing.to} began a trace of its own.`,
          message: `Only traceparent is understood everywhere, and ${crossing.from} does not send it.`,
          next: 'Remove these headers and everything that switches propagation off. The SDK sends traceparent by itself.',
          where: whereWritten(crossing.sources.from, own),
        },
      ];
    }),
};
