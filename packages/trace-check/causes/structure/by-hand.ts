// What the causes about spans made by hand have in common: which of them are there, which are missing,
// what hangs below a missing one, and when one covers another in time.

import { parentIsRemote, type Span, serviceName } from '#trace-model/span.ts';
import type { Case, RequestView } from '../../case.ts';
import { sourcesOf } from '../../case.ts';
import type { SpanMatch, SpanRule } from '../../lab.ts';
import { matches, sameName } from '../../names.ts';
import type { Source } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';

/** The SDK cuts a start to whole milliseconds, so two spans of one process may seem off by one. */
const SLACK_NANO = 1_200_000n;

export const isByHand = (span: Span): boolean => !span.scope.name.includes('instrumentation');

export const sourcesFor = (seen: Case, service: string | undefined): Source[] =>
  service === undefined ? seen.sources : sourcesOf(seen, service);

/** `inner` runs while `outer` is open, whoever its parent is. */
export const covers = (outer: Span, inner: Span): boolean =>
  inner.startNano + SLACK_NANO >= outer.startNano && inner.endNano <= outer.endNano + SLACK_NANO;

/** Spans whose parent belongs to the same process and never arrived. */
export const localOrphans = (view: RequestView, service: string): Span[] =>
  view.spans.filter(
    span =>
      span.parentSpanId !== '' &&
      serviceName(span) === service &&
      parentIsRemote(span) !== true &&
      view.parentOf(span) === undefined,
  );

const spanRule = (symptom: Symptom): SpanRule | undefined =>
  symptom.rule.rule === 'span' ? symptom.rule : undefined;

/** The span this symptom's rule wanted round it. */
export const wantedRound = (symptom: Symptom): SpanMatch | undefined => spanRule(symptom)?.inside;

export const isInside = (symptom: Symptom, service: string | undefined, name: string): boolean => {
  const inside = wantedRound(symptom);
  return (
    symptom.what === 'span-misplaced' &&
    inside?.name !== undefined &&
    sameName(inside.name, name) &&
    (service === undefined || inside.service === undefined || inside.service === service)
  );
};

/** Symptoms that come of a break above: their span hangs below one of these orphans. */
export const hangsBelow = (symptom: Symptom, orphans: Set<Span>): boolean => {
  const { request, spans } = symptom;
  if (request === undefined) return false;
  return spans.some(span => orphans.has(span) || request.ancestorsOf(span).some(one => orphans.has(one)));
};

export type NamedGroup = { name: string; service: string | undefined; symptoms: Symptom[] };

/** Symptoms about one span of the learner's, by its name. */
export const byName = (symptoms: Symptom[]): NamedGroup[] => {
  const groups: NamedGroup[] = [];
  for (const symptom of symptoms) {
    const { name, service } = symptom.match ?? {};
    if (name === undefined) continue;
    const group = groups.find(one => sameName(one.name, name) && one.service === service);
    if (group) group.symptoms.push(symptom);
    else groups.push({ name, service, symptoms: [symptom] });
  }
  return groups;
};

export const spansNamed = (view: RequestView, service: string | undefined, name: string): Span[] =>
  view.spans.filter(span => matches(span, { name, ...(isKnown(service) ? { service } : {}) }));

const isKnown = (service: string | undefined): service is NonNullable<SpanMatch['service']> =>
  service !== undefined;

export const requestsOf = (symptoms: Symptom[]): RequestView[] => [
  ...new Set(symptoms.flatMap(symptom => (symptom.request ? [symptom.request] : []))),
];
