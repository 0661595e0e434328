import { lineWith } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { undo, whereSet } from './address.ts';
import { callsOf, downstreamOf, type Silent, silentServices } from './silent.ts';

const VARIABLE = 'OTEL_TRACES_SAMPLER';
const NOT_SAMPLED = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][02468ace]$/;

const whereSampler = ({ sources }: Silent) => {
  for (const source of sources) {
    const where = lineWith(source, /\bsampler\b/i);
    if (where) return where;
  }
  return undefined;
};

export const notSampled: Cause = {
  id: 'not-sampled',
  title: 'The spans were not to be kept',
  family: 'silence',
  seen: 'The header `traceparent` leaves the service and ends with `-00`.',
  why: 'A sampler decided against this trace. The services further down read the decision from the header and keep to it.',
  fix: 'Leave the sampler out: the default keeps everything.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const silent = silentServices(symptoms, seen);
    return silent.flatMap(one => {
      if (one.process?.sdk?.registered !== true) return [];
      const own = callsOf(one.service, seen).find(call => NOT_SAMPLED.test(call.headers.traceparent ?? ''));
      if (own === undefined) return [];
      // who was told so by its caller only passes it on
      const told = seen.evidence.hops.some(
        hop => hop.service === one.service && NOT_SAMPLED.test(hop.headers.traceparent ?? ''),
      );
      if (told) return [];
      const variable = one.process.env[VARIABLE];
      const where = whereSampler(one) ?? whereSet(one, VARIABLE);
      const below = downstreamOf(one.service, seen);
      const followers = silent.filter(other => below.includes(other.service)).flatMap(other => other.covers);
      const [first, ...rest] = one.covers;
      return [
        {
          covers: [first, ...new Set([...rest, ...followers])],
          saw: `No span of ${one.service} arrived. The traceparent it sends ends with -00: not sampled.`,
          message:
            variable && !whereSampler(one)
              ? `${VARIABLE} is ${variable}, so this trace is not kept.`
              : 'A sampler decides that this trace is not kept, and the services below follow it.',
          next:
            variable && !whereSampler(one)
              ? undo(VARIABLE, where)
              : 'Leave the sampler out: the default keeps every trace.',
          where,
        },
      ];
    });
  },
};
