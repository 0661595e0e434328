// One request is one trace: one id, one root, and every parent is there.

import { parentIsRemote, type Span, serviceName } from '#trace-model/span.ts';
import { type RequestView, userAgentOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

const isRoot = (span: Span): boolean => span.parentSpanId === '';

/** The trace the request itself began, if its first server span tells. */
const mainTrace = (view: RequestView): string | undefined => {
  const agent = userAgentOf(view.record.id);
  const first = view.spans.find(span => {
    const value = span.attributes['user_agent.original'];
    return value?.type === 'string' && value.value === agent;
  });
  return (first ?? view.spans.find(isRoot) ?? view.spans[0])?.traceId;
};

const serviceOf = (span: Span): Observation['service'] => {
  const name = serviceName(span);
  return name === 'api-gateway' ||
    name === 'order-service' ||
    name === 'user-service' ||
    name === 'inventory-service'
    ? name
    : undefined;
};

export const checkOneTrace = (rule: RuleOf<'one-trace'>, view: RequestView): Observation[] => {
  const main = mainTrace(view);
  // no trace is not one trace
  if (main === undefined)
    return [
      {
        what: 'no-spans',
        request: view,
        service: view.record.asked.service ?? 'api-gateway',
        spans: [],
        saw: `${view.name} was sent, and no span of it arrived.`,
      },
    ];
  const concerned = view.spans.filter(
    span => rule.services === undefined || rule.services.some(name => name === serviceName(span)),
  );
  const others = concerned.filter(span => span.traceId !== main);
  const orphans = concerned.filter(span => !isRoot(span) && view.parentOf(span) === undefined);
  const observations: Observation[] = [];
  for (const root of others.filter(isRoot)) {
    const service = serviceOf(root);
    observations.push({
      what: 'several-traces',
      request: view,
      ...(service ? { service } : {}),
      spans: [root],
      saw: `${view.name} was one request, and "${root.name}" of ${serviceName(root) || 'a service without a name'} began a trace of its own.`,
    });
  }
  for (const orphan of orphans) {
    const service = serviceOf(orphan);
    const from = parentIsRemote(orphan) === true ? 'in another service' : 'in the same service';
    observations.push({
      what: 'orphan',
      request: view,
      ...(service ? { service } : {}),
      spans: [orphan],
      saw: `"${orphan.name}" of ${serviceName(orphan)} names a parent ${from} that never arrived.`,
    });
  }
  return observations;
};
