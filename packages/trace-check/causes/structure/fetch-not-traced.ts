import { type Span, serviceName } from '#trace-model/span.ts';
import type { Case, RequestView } from '../../case.ts';
import type { Hop } from '../../evidence.ts';
import { isServiceName, type ServiceName } from '../../launch/service.ts';
import { callsTo, whereIs } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll } from '../cause.ts';
import { sourcesFor } from './by-hand.ts';

/** Node's own fetch says so in its headers, and never passes through node:http. */
const isFetch = (hop: Hop, view: RequestView): boolean =>
  (hop.headers['user-agent'] === 'node' ||
    hop.headers['user-agent'] === 'undici' ||
    hop.headers['sec-fetch-mode'] !== undefined) &&
  !view.calls.some(call => call.path === hop.url && call.method === hop.method);

/** Through Jaeger the headers are not there; the span of the service that was called keeps who called. */
const isFetchedRoot = (span: Span): boolean => {
  const agent = span.attributes['user_agent.original'];
  return (
    span.kind === 'server' &&
    span.parentSpanId === '' &&
    agent?.type === 'string' &&
    (agent.value === 'node' || agent.value === 'undici')
  );
};

const fetchedSpans = ({ evidence, requests }: Case): ServiceName[] =>
  evidence.gathered === 'private'
    ? []
    : requests.flatMap(view => view.spans.filter(isFetchedRoot).map(serviceName).filter(isServiceName));

const fetched = (seen: Case): Set<ServiceName> =>
  new Set([
    ...fetchedSpans(seen),
    ...seen.requests.flatMap(view =>
      view.hops
        .filter(hop => hop.headers.traceparent === undefined && isFetch(hop, view))
        .map(hop => hop.service),
    ),
  ]);

const showsIn = (symptom: Symptom, callee: ServiceName): boolean =>
  (symptom.what === 'no-edge' && symptom.to === callee) ||
  (symptom.what === 'several-traces' && symptom.service === callee) ||
  ((symptom.what === 'span-misplaced' || symptom.what === 'span-missing') &&
    symptom.match?.service === callee);

export const fetchNotTraced: Cause = {
  id: 'fetch-not-traced',
  title: 'A call made with fetch, and nothing watches fetch',
  family: 'structure',
  seen: 'The call has no client span, and the service that was called begins a trace of its own.',
  why: 'Node’s `fetch` does not pass through `node:http`, so the HTTP instrumentation does not see it. No span is made, and no traceparent header is sent.',
  fix: 'Make the call with the shop’s own client, or add `UndiciInstrumentation` to the instrumentations of the caller.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    [...fetched(seen)].flatMap(callee => {
      const covers = symptoms.filter(symptom => showsIn(symptom, callee));
      const edge = covers.find(symptom => symptom.what === 'no-edge');
      const sources = sourcesFor(seen, edge?.service);
      const [found] = sources.flatMap(source => callsTo(source, 'fetch').map(call => ({ source, call })));
      const caller = edge?.service ?? 'The caller';
      return explainAll(covers, {
        saw: `${callee} was called with fetch and received no traceparent header. Its spans began a trace of their own.`,
        message: `${caller} has no instrumentation that sees fetch: HttpInstrumentation watches node:http, and fetch does not use it.`,
        ...(found ? { where: whereIs(found.source, found.call.node.start) } : {}),
        next: 'Call through the shop’s client, as before. If it must be fetch, add UndiciInstrumentation to tracing.ts.',
      });
    }),
};
