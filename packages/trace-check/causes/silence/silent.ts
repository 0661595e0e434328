// A service that answers, and of which not one span arrives. The SDK prints nothing in any of these cases;
// what tells them apart is what the service sent, where to, and what it never began.

import { serviceName } from '#trace-model/span.ts';
import { type Case, sourcesOf } from '../../case.ts';
import type { Connection, OutgoingCall, ProcessRecord, StrayMail } from '../../evidence.ts';
import type { ServiceName } from '../../launch/service.ts';
import type { Source } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { type Explanation, ofKind, touching } from '../cause.ts';

export type Silent = {
  service: ServiceName;
  /** The observations its silence explains, its own first. */
  covers: [Symptom, ...Symptom[]];
  /** Absent when the shop ran elsewhere and was only asked through Jaeger. */
  process: ProcessRecord | undefined;
  /** What it sent and nobody could take. */
  mail: StrayMail[];
  /** Connections for its spans, not those to the rest of the shop. */
  connections: Connection[];
  sources: Source[];
};

/** The services that this one calls, and those they call, as the lab's edges have it. */
export const downstreamOf = (service: ServiceName, seen: Case): ServiceName[] => {
  const edges = seen.lab.tasks.flatMap(task => task.rules).filter(rule => rule.rule === 'edge');
  const found = new Set<ServiceName>();
  const follow = (from: ServiceName): void => {
    for (const { to } of edges.filter(edge => edge.from === from))
      if (!found.has(to)) {
        found.add(to);
        follow(to);
      }
  };
  follow(service);
  return [...found];
};

/** What shows in a service, at its edges, and as a torn trace in the services it calls. */
export const shownBy = (service: ServiceName, symptoms: Symptom[], seen: Case): Symptom[] => {
  const below = downstreamOf(service, seen);
  const here = touching(symptoms, service);
  return [
    ...here,
    ...ofKind(symptoms, 'several-traces', 'orphan').filter(
      symptom => !here.includes(symptom) && symptom.service !== undefined && below.includes(symptom.service),
    ),
  ];
};

/** The names under which its spans came. */
export const namesOf = (service: ServiceName, seen: Case): string[] => {
  const { deliveries, gathered, spans } = seen.evidence;
  const told = deliveries.filter(one => one.service === service).map(one => one.as);
  // through Jaeger a span may not say which process it is from: then its name alone tells
  if (gathered === 'private' || told.length > 0) return told;
  return spans.some(span => serviceName(span) === service) ? [service] : [];
};

/** Services that were due to report, and from which nothing came under any name. */
export const silentServices = (symptoms: Symptom[], seen: Case): Silent[] =>
  [...new Set(ofKind(symptoms, 'no-spans').map(symptom => symptom.service))].flatMap(service => {
    if (service === undefined || namesOf(service, seen).length > 0) return [];
    const shown = shownBy(service, symptoms, seen);
    const [first, ...rest] = [
      ...ofKind(shown, 'no-spans').filter(symptom => symptom.service === service),
      ...shown.filter(symptom => symptom.what !== 'no-spans' || symptom.service !== service),
    ];
    if (first === undefined) return [];
    const process = seen.process(service);
    return [
      {
        service,
        covers: [first, ...rest],
        process,
        mail: seen.evidence.lostMail.filter(mail => mail.service === service),
        connections: process ? telemetryConnections(process, seen) : [],
        sources: sourcesOf(seen, service),
      },
    ];
  });

/** Hosts and ports a service of the shop was asked at are no road for telemetry. */
const telemetryConnections = ({ connections }: ProcessRecord, seen: Case): Connection[] => {
  const shop = new Set(
    seen.evidence.hops.flatMap(hop => {
      const port = Number(hop.headers.host?.split(':').at(-1));
      return Number.isInteger(port) ? [port] : [];
    }),
  );
  return connections.filter(one => !shop.has(one.port));
};

/** Calls a silent service made to others of the shop: do they carry a context? */
export const callsOf = (service: ServiceName, seen: Case): OutgoingCall[] =>
  seen.requests.flatMap(view => view.calls.filter(call => call.service === service));

/** `order-service`, `order-service and user-service`, `a, b and c`. */
export const listed = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** One variable, left over in a shell, silences every service started from it: one finding for all. */
export const explainTogether = <One extends Pick<Silent, 'service' | 'covers'>>(
  services: One[],
  explain: (first: One, names: string) => Omit<Explanation, 'covers'>,
): Explanation[] => {
  const [first, ...others] = services;
  if (first === undefined) return [];
  const [about, ...rest] = first.covers;
  const more = others.flatMap(({ covers }) => covers);
  return [
    {
      ...explain(first, listed(services.map(({ service }) => service))),
      covers: [about, ...new Set([...rest, ...more])],
    },
  ];
};
