import { lineWith, type Source } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { crossings, formatsOf } from './crossing.ts';

const PROPAGATOR = /textMapPropagator|setGlobalPropagator|new \w*Propagator/;

const whereChosen = (sources: Source[]) => {
  for (const source of sources) {
    const where = lineWith(source, /new (?!W3C)\w*Propagator/) ?? lineWith(source, PROPAGATOR);
    if (where) return where;
  }
  return undefined;
};

export const propagatorsDiffer: Cause = {
  id: 'propagators-differ',
  title: 'Two services speak different headers',
  family: 'structure',
  seen: 'A context goes along with the call, in a header the other side does not read. The other side begins a trace of its own.',
  why: 'One service writes `traceparent` (W3C), the other reads `b3`, or the other way round.',
  fix: 'Let both speak W3C, which is the default. While a shop moves from one to the other, a composite propagator speaks both.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    crossings(symptoms, seen).flatMap(crossing => {
      const sent = formatsOf(Object.keys(crossing.hop.headers));
      const read = formatsOf(crossing.callee?.sdk?.propagates ?? []);
      if (sent.length === 0 || read.length === 0 || sent.some(format => read.includes(format))) return [];
      const stranger = read.includes('W3C') ? crossing.from : crossing.to;
      const variable = seen.process(stranger)?.env.OTEL_PROPAGATORS;
      const where = whereChosen(stranger === crossing.from ? crossing.sources.from : crossing.sources.to);
      return [
        {
          covers: crossing.covers,
          saw: `${crossing.from} sent its context in the header ${headerOf(crossing.hop.headers)}, and ${crossing.to} began a trace of its own.`,
          message: `${crossing.from} writes ${sent.join(' and ')}, and ${crossing.to} reads ${read.join(' and ')}.`,
          next:
            where === undefined && variable
              ? `OTEL_PROPAGATORS is ${variable} for ${stranger}. Unset it: the default is W3C.`
              : `Leave the propagator of ${stranger} out: the default speaks W3C, as the others do.`,
          where,
        },
      ];
    }),
};

const headerOf = (headers: Record<string, string>): string =>
  Object.keys(headers).find(header => formatsOf([header]).length > 0) ?? '';
