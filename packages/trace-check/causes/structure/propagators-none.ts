import type { Where } from '../../finding.ts';
import type { ServiceName } from '../../launch/service.ts';
import { lineWith, type Source } from '../../source/source.ts';
import { type Cause, type Explanation, explainAll } from '../cause.ts';
import { type Crossing, crossings, formatsOf } from './crossing.ts';

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
    const groups = new Map<string, Mute[]>();
    for (const crossing of mute) {
      const one = culpritOf(crossing);
      // one variable for all is one finding for all
      const key = one.byVariable ? VARIABLE : one.service;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return [...groups.values()].flatMap(group => {
      const [first] = group;
      return first === undefined
        ? []
        : explainAll([...new Set(group.flatMap(({ crossing }) => crossing.covers))], explanationOf(first));
    });
  },
};

type Mute = {
  crossing: Crossing;
  /** A context came, and was not read; else none was sent. */
  sent: boolean;
  service: ServiceName;
  value: string | undefined;
  where: Where | undefined;
  byVariable: boolean;
};

const culpritOf = (crossing: Crossing): Mute => {
  const sent = formatsOf(Object.keys(crossing.hop.headers)).length > 0;
  const [service, process, sources] = sent
    ? ([crossing.to, crossing.callee, crossing.sources.to] as const)
    : ([crossing.from, crossing.caller, crossing.sources.from] as const);
  const value = process?.env[VARIABLE];
  const where = whereOff(sources);
  return {
    crossing,
    sent,
    service,
    value,
    where,
    byVariable: value !== undefined && value !== '' && where === undefined,
  };
};

const explanationOf = ({
  crossing,
  sent,
  service,
  value,
  where,
  byVariable,
}: Mute): Omit<Explanation, 'covers'> => {
  const { from, to } = crossing;
  const unknown = value === 'none' ? '' : ', a name this SDK has no propagator for';
  const next = where
    ? 'Leave this option out: the default writes and reads traceparent.'
    : 'Let the NodeSDK do it, or call propagation.setGlobalPropagator(new W3CTraceContextPropagator()).';
  return {
    saw: sent
      ? `A traceparent reached ${service}, and it began a trace of its own.`
      : `${from} called ${to} without a traceparent, so ${to} began a trace of its own.`,
    message: byVariable
      ? `${VARIABLE} is ${value}${unknown}: no context crosses from one process to the next.`
      : `${service} has no propagator, so no context crosses from one process to the next.`,
    next: byVariable ? `Run \`unset ${VARIABLE}\`, and check again.` : next,
    where,
  };
};
