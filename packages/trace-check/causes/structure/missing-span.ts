// A span that was started and never arrived: gathered here for the two causes that tell why.

import type { Span } from '#trace-model/span.ts';
import type { Case, RequestView } from '../../case.ts';
import { type SpanStart, startsOf } from '../../source/span-calls.ts';
import type { Symptom } from '../../symptom.ts';
import { ofKind } from '../cause.ts';
import { byName, hangsBelow, isInside, localOrphans, requestsOf, sourcesFor, spansNamed } from './by-hand.ts';

export type MissingSpan = {
  name: string;
  service: string | undefined;
  /** Requests it is missing from, and those it is in. */
  missingIn: RequestView[];
  presentIn: RequestView[];
  /** Spans of those requests that name a parent of the same process which never arrived. */
  orphans: Span[];
  start: SpanStart | undefined;
  /** All that comes of it. The first is about the span itself. */
  covers: [Symptom, ...Symptom[]];
};

export const missingSpans = (symptoms: Symptom[], seen: Case): MissingSpan[] => {
  const claimed = new Set<Span>();
  return byName(ofKind(symptoms, 'span-missing')).flatMap((group): MissingSpan[] => {
    const { name, service } = group;
    const [first, ...rest] = group.symptoms;
    if (first === undefined) return [];
    const [start] = startsOf(sourcesFor(seen, service), name);
    const missingIn = requestsOf(group.symptoms);
    const orphans =
      start === undefined || service === undefined
        ? []
        : missingIn.flatMap(view => localOrphans(view, service)).filter(span => !claimed.has(span));
    for (const orphan of orphans) claimed.add(orphan);
    const below = new Set(orphans);
    const others = symptoms.filter(
      symptom =>
        !group.symptoms.includes(symptom) &&
        symptom.request !== undefined &&
        missingIn.includes(symptom.request) &&
        (isInside(symptom, service, name) ||
          ((symptom.what === 'orphan' || symptom.what === 'span-misplaced') && hangsBelow(symptom, below))),
    );
    return [
      {
        name,
        service,
        missingIn,
        presentIn: seen.requests.filter(view => spansNamed(view, service, name).length > 0),
        orphans,
        start,
        covers: [first, ...rest, ...others],
      },
    ];
  });
};

const names = (spans: Span[]): string =>
  [...new Set(spans.map(span => `"${span.name}"`))].slice(0, 3).join(', ');

/** ` "reserve item" names a parent that is not there.` */
export const sayOrphans = (orphans: Span[]): string =>
  orphans.length === 0 ? '' : ` What ran inside it (${names(orphans)}) names a parent that is not there.`;
