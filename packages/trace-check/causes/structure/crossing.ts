// A call from one service to another, both of which send spans that do not hang together:
// what left the one, what reached the other, and what each of them understands.

import type { Case, RequestView } from '../../case.ts';
import { sourcesOf, spansOf } from '../../case.ts';
import type { Hop, ProcessRecord } from '../../evidence.ts';
import type { ServiceName } from '../../launch/service.ts';
import type { Source } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { ofKind } from '../cause.ts';

export type Crossing = {
  from: ServiceName;
  to: ServiceName;
  covers: [Symptom, ...Symptom[]];
  view: RequestView;
  /** The request as it reached the second service. */
  hop: Hop;
  caller: ProcessRecord | undefined;
  callee: ProcessRecord | undefined;
  /** Files of the caller, then those of the callee. */
  sources: { from: Source[]; to: Source[] };
};

export const crossings = (symptoms: Symptom[], seen: Case): Crossing[] => {
  const found = new Map<string, Crossing>();
  for (const symptom of ofKind(symptoms, 'no-edge')) {
    const { service: from, to, request: view } = symptom;
    if (from === undefined || to === undefined || view === undefined) continue;
    const key = `${from} ${to}`;
    const known = found.get(key);
    if (known) {
      known.covers.push(symptom);
      continue;
    }
    // a service without spans is another story
    const hop = view.hops.find(one => one.service === to);
    if (hop === undefined || spansOf(view, from).length === 0 || spansOf(view, to).length === 0) continue;
    found.set(key, {
      from,
      to,
      covers: [symptom],
      view,
      hop,
      caller: seen.process(from),
      callee: seen.process(to),
      sources: { from: sourcesOf(seen, from), to: sourcesOf(seen, to) },
    });
  }
  for (const crossing of found.values())
    crossing.covers.push(
      ...ofKind(symptoms, 'several-traces', 'orphan').filter(symptom => symptom.service === crossing.to),
    );
  return [...found.values()];
};

/** The ids of the spans the caller made for this request. */
export const idsOf = ({ view, from }: Crossing): Set<string> => {
  const ids = new Set<string>();
  for (const span of spansOf(view, from)) ids.add(span.traceId).add(span.spanId);
  return ids;
};

const FORMATS: [name: string, headers: RegExp][] = [
  ['W3C', /^(traceparent|tracestate)$/],
  ['B3', /^(b3|x-b3-traceid|x-b3-spanid)$/],
  ['Jaeger', /^uber-trace-id$/],
  ['X-Ray', /^x-amzn-trace-id$/],
];

/** `W3C`, `B3` … by the headers a propagator uses. Baggage alone is no trace context. */
export const formatsOf = (headers: string[]): string[] =>
  FORMATS.filter(([, pattern]) => headers.some(header => pattern.test(header.toLowerCase()))).map(
    ([name]) => name,
  );
