// A span that should lie inside another and does not, though both are there: gathered for the causes that tell why.

import { durationNano, type Span, serviceName } from '#trace-model/span.ts';
import type { Case, RequestView } from '../../case.ts';
import { type SpanStart, startsOf } from '../../source/span-calls.ts';
import type { Symptom } from '../../symptom.ts';
import { ofKind } from '../cause.ts';
import { covers, isByHand, isInside, sourcesFor, spansNamed, wantedRound } from './by-hand.ts';

export type NotInside = {
  /** The span that should be round it. */
  name: string;
  service: string | undefined;
  start: SpanStart | undefined;
  /** One of its spans, and what should lie inside it. */
  outer: Span;
  inner: Span;
  /** The outer span was open all the while the inner one ran. */
  open: boolean;
  /** The work began before the span did. */
  before: boolean;
  symptoms: [Symptom, ...Symptom[]];
};

/** Times are a millisecond apart or exact, who knows: the longest span tells most surely what was round it. */
const lasted = ({ spans: [span] }: Symptom): bigint => (span ? durationNano(span) : 0n);

const earliest = (spans: Span[]): bigint =>
  spans.reduce((least, { startNano }) => (startNano < least ? startNano : least), spans[0]?.startNano ?? 0n);

/** Clocks of two processes are some milliseconds apart: of a call, the side that shares the span's clock is compared. */
const onClockOf = (service: string | undefined, view: RequestView | undefined, span: Span): Span => {
  for (let at: Span | undefined = span; at !== undefined; at = view?.parentOf(at))
    if (serviceName(at) === service) return at;
  return span;
};

export const notInside = (symptoms: Symptom[], seen: Case): NotInside[] => {
  const misplaced = ofKind(symptoms, 'span-misplaced').filter(symptom => wantedRound(symptom)?.name);
  const wanted = new Map<string, Symptom>();
  for (const symptom of misplaced) {
    const { name = '', service = '' } = wantedRound(symptom) ?? {};
    if (!wanted.has(`${service} ${name}`)) wanted.set(`${service} ${name}`, symptom);
  }
  return [...wanted.values()].flatMap((first): NotInside[] => {
    const { name = '', service } = wantedRound(first) ?? {};
    const all = misplaced.filter(symptom => isInside(symptom, service, name));
    const telling = all.reduce((a, b) => (lasted(b) > lasted(a) ? b : a), first);
    const { request } = telling;
    const outers = request ? spansNamed(request, service, name).filter(isByHand) : [];
    // a reader looks for the nearest: the span that has become a sibling, not what lies further down
    const inSame = all.filter(symptom => symptom.request === request).flatMap(({ spans }) => spans);
    const inner =
      inSame.find(span => outers.some(outer => outer.parentSpanId === span.parentSpanId)) ?? telling.spans[0];
    const [any] = outers;
    if (inner === undefined || any === undefined) return [];
    const sameTrace = outers.filter(span => span.traceId === inner.traceId);
    const ran = onClockOf(service, request, inner);
    const round = sameTrace.find(span => covers(span, ran));
    const [start] = startsOf(sourcesFor(seen, service), name);
    return [
      {
        name,
        service,
        start,
        outer: round ?? any,
        inner,
        open: round !== undefined,
        before: earliest(inSame.map(span => onClockOf(service, request, span))) < earliest(outers),
        symptoms: [first, ...all.filter(symptom => symptom !== first)],
      },
    ];
  });
};
