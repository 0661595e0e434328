// A server span named `GET` and nothing more: http was watched in this service, and its routes were not.

import { type Case, sourcesOf, spansOf } from '../../case.ts';
import type { ServiceName } from '../../launch/service.ts';
import type { Source } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { ofKind, servicesWith } from '../cause.ts';

export type NoRoute = {
  service: ServiceName;
  covers: [Symptom, ...Symptom[]];
  /** Spans of Express itself: its middleware was seen, and the routes were not. */
  expressSeen: boolean;
  sources: Source[];
  tracing: Source | undefined;
};

const EXPRESS_SCOPE = /instrumentation-(express|router)/;
const METHOD_ONLY = /^[A-Z]+$/;

export const servicesWithoutRoute = (symptoms: Symptom[], seen: Case): NoRoute[] =>
  servicesWith(symptoms, 'wrong-entry-name').flatMap(service => {
    const [first, ...rest] = ofKind(symptoms, 'wrong-entry-name').filter(
      symptom =>
        symptom.service === service &&
        symptom.spans.every(
          span => METHOD_ONLY.test(span.name) && span.attributes['http.route'] === undefined,
        ),
    );
    if (first === undefined) return [];
    const sources = sourcesOf(seen, service);
    return [
      {
        service,
        covers: [first, ...rest],
        expressSeen: seen.requests.some(view =>
          spansOf(view, service).some(span => EXPRESS_SCOPE.test(span.scope.name)),
        ),
        sources,
        tracing: sources.find(source => source.file === 'tracing.ts'),
      },
    ];
  });

/** What all findings of this kind have seen. */
export const sawNoRoute = ({ service, covers: [first] }: NoRoute): string =>
  `The server spans of ${service} are named "${first.spans[0]?.name ?? 'GET'}", without a route, and it has no span of Express.`;
