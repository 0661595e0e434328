import { lineWith, type Source } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { crossings, formatsOf } from './crossing.ts';

const VARIABLE = 'OTEL_PROPAGATORS';

const whereOff = (sources: Source[]) => {
  for (const source of sources) {
    const where =
      lineWith(source, /textMapPropagator|setGlobalPropagator/) ?? lineWith(source, /OTEL_PROPAGATORS/);
    if (where) return where;
  }
  return undefined;
};

export const propagatorsNone: Cause = {
  id: 'propagators-none',
  title: 'No propagator',
  family: 'structure',
  seen: 'No header for a context goes along with the call, or nobody reads the one that does. Every service begins a trace of its own.',
  why: '`OTEL_PROPAGATORS` is `none` or names a propagator the SDK does not have, or `textMapPropagator: null` is in the code.',
  fix: 'Unset the variable and leave the option out. The default writes and reads `traceparent`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const mute = crossings(symptoms, seen).filter(({ caller, callee, hop }) => {
      const writes = formatsOf(caller?.sdk?.propagates ?? []);
      const reads = formatsOf(callee?.sdk?.propagates ?? []);
      const sent = formatsOf(Object.keys(hop.headers));
      return (sent.length === 0 && writes.length === 0) || (sent.length > 0 && reads.length === 0);
    });
    return mute.flatMap((crossing, index) => {
      const sent = formatsOf(Object.keys(crossing.hop.headers)).length > 0;
      const [service, process, sources] = sent
        ? ([crossing.to, crossing.callee, crossing.sources.to] as const)
        : ([crossing.from, crossing.caller, crossing.sources.from] as const);
      const value = process?.env[VARIABLE];
      const where = whereOff(sources);
      const byVariable = value !== undefined && value !== '' && where === undefined;
      // one variable for all: one finding for all
      if (byVariable && index > 0) return [];
      const [first, ...rest] = crossing.covers;
      const others = byVariable ? mute.slice(1).flatMap(({ covers }) => covers) : [];
      return [
        {
          covers: [first, ...new Set([...rest, ...others])],
          saw: sent
            ? `A traceparent reached ${service}, and it began a trace of its own.`
            : `${crossing.from} called ${crossing.to} without a traceparent, so ${crossing.to} began a trace of its own.`,
          message: byVariable
            ? `${VARIABLE} is ${value}${value === 'none' ? '' : ', a name this SDK has no propagator for'}: no context crosses from one process to the next.`
            : `${service} has no propagator, so no context crosses from one process to the next.`,
          next: byVariable
            ? `Run \`unset ${VARIABLE}\`, and check again.`
            : 'Leave this option out: the default writes and reads traceparent.',
          where,
        },
      ];
    });
  },
};
