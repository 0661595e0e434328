import { type Case, type RequestView, sourcesOf } from '../../case.ts';
import { isServiceName, type ServiceName } from '../../launch/service.ts';
import { lineWith } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';
import { undo, whereSet } from './address.ts';
import { downstreamOf } from './silent.ts';

const VARIABLE = 'OTEL_TRACES_SAMPLER';
const NOT_SAMPLED = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][02468ace]$/;

const isDropped = ({ headers }: { headers: Record<string, string> }): boolean =>
  NOT_SAMPLED.test(headers.traceparent ?? '');

/** The first service that sends the decision on without having been told it. */
const deciderIn = (view: RequestView): ServiceName | undefined =>
  view.calls.find(
    call => isDropped(call) && !view.hops.some(hop => hop.service === call.service && isDropped(hop)),
  )?.service;

const whereSampler = (service: ServiceName, seen: Case) =>
  sourcesOf(seen, service)
    .map(source => lineWith(source, /\bsampler\b/i))
    .find(Boolean);

/** All that is missing from the decider downwards, in the requests that were not kept. */
const droppedBy = (decider: ServiceName, symptoms: Symptom[], seen: Case): Symptom[] => {
  const concerned = [decider, ...downstreamOf(decider, seen)];
  const dropped = symptoms.filter(
    ({ request, service, to }) =>
      request !== undefined &&
      deciderIn(request) === decider &&
      [service, to].some(one => one !== undefined && concerned.includes(one)),
  );
  return [
    ...ofKind(dropped, 'no-spans'),
    ...ofKind(dropped, 'no-entry', 'no-edge', 'several-traces', 'orphan', 'lost-at-stop'),
  ];
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
    const deciders = new Set(
      ofKind(symptoms, 'no-spans').flatMap(({ request }) => (request && deciderIn(request)) ?? []),
    );
    return [...deciders].filter(isServiceName).flatMap(decider => {
      const sampler = whereSampler(decider, seen);
      const value = sampler ? undefined : seen.process(decider)?.env[VARIABLE];
      const where = sampler ?? whereSet({ sources: sourcesOf(seen, decider) }, VARIABLE);
      const dropped = droppedBy(decider, symptoms, seen);
      const all = seen.requests.every(view => deciderIn(view) === decider);
      return explainAll(dropped, {
        saw: `No span of ${decider} arrived${all ? '' : ` for ${dropped[0]?.request?.name}`}. The traceparent it sends ends with -00: not sampled.`,
        message: value
          ? `${VARIABLE} is ${value}, so this trace is not kept.`
          : 'A sampler decides that this trace is not kept, and the services below follow it.',
        next: value ? undo(VARIABLE, where) : 'Leave the sampler out: the default keeps every trace.',
        where,
      });
    });
  },
};
