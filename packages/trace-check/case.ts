// Evidence, indexed for the rules and causes: what belongs to which request, who is whose parent.

import { type Span, serviceName } from '#trace-model/span.ts';
import type { Evidence, Hop, OutgoingCall, ProcessRecord, RequestRecord } from './evidence.ts';
import type { Lab } from './lab.ts';
import type { ServiceName } from './launch/service.ts';
import { readSource, type Source } from './source/source.ts';

export type RequestView = {
  record: RequestRecord;
  name: string;
  spans: Span[];
  hops: Hop[];
  calls: OutgoingCall[];
  parentOf(span: Span): Span | undefined;
  /** Nearest first. */
  ancestorsOf(span: Span): Span[];
  childrenOf(span: Span): Span[];
};

export type Case = {
  lab: Lab;
  evidence: Evidence;
  requests: RequestView[];
  /** Spans that belong to no request: from the start of a service, or from an earlier run. */
  stray: Span[];
  process(service: ServiceName): ProcessRecord | undefined;
  sources: Source[];
};

/** The user agent the check asks with: it ends up on the first server span and ties a trace to its request. */
export const userAgentOf = (id: string): string => `check-lab/${id}`;

/** A span may begin this much before the check's own clock says the request was sent. */
const CLOCK_SLACK_MS = 2;

const startedAt = (span: Span): number => Number(span.startNano / 1000n) / 1000;

const MS_NANO = 1_000_000n;
const isBrief = (span: Span): number => Number(span.endNano - span.startNano < MS_NANO);

/**
 * The SDK cuts starts to whole milliseconds. Of siblings that begin in the same one, the brief were over before
 * the next began; of the others, the longer began with the shorter still to come.
 */
const inOrder = (a: Span, b: Span): number =>
  Number(a.startNano - b.startNano) ||
  isBrief(b) - isBrief(a) ||
  (isBrief(a) ? 0 : Number(b.endNano - a.endNano));

const textOf = (span: Span, key: string): string => {
  const value = span.attributes[key];
  return value?.type === 'string' ? value.value : '';
};

type Window = { since: number; until: number };

const within = ({ since, until }: Window, at: number): boolean => at >= since && at < until;

const viewOf = (record: RequestRecord, evidence: Evidence, spans: Span[], window: Window): RequestView => {
  const byId = new Map(spans.map(span => [`${span.traceId}${span.spanId}`, span]));
  const children = new Map<Span, Span[]>();
  const parentOf = (span: Span): Span | undefined =>
    span.parentSpanId === '' ? undefined : byId.get(`${span.traceId}${span.parentSpanId}`);
  for (const span of spans) {
    const parent = parentOf(span);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  for (const siblings of children.values()) siblings.sort(inOrder);
  return {
    record,
    name: record.asked.name,
    spans,
    hops: evidence.hops.filter(hop => within(window, hop.at) && !hop.url.startsWith('/admin/')),
    calls: evidence.calls.filter(call => within(window, call.at) && !call.path.startsWith('/v1/')),
    parentOf,
    ancestorsOf: span => {
      const found: Span[] = [];
      for (let next = parentOf(span); next !== undefined && !found.includes(next); next = parentOf(next))
        found.push(next);
      return found;
    },
    childrenOf: span => children.get(span) ?? [],
  };
};

/** A trace that carries the request's user agent is that request's, wherever its spans lie in time. */
const anchoredTraces = (evidence: Evidence): Map<string, string> => {
  const found = new Map<string, string>();
  for (const span of evidence.spans) {
    const agent = textOf(span, 'user_agent.original');
    if (agent.startsWith(userAgentOf(''))) found.set(span.traceId, agent);
  }
  return found;
};

/** One request ends where the next begins, so nothing is of two. */
const windowOf = (index: number, records: RequestRecord[]): Window => {
  const begin = (at: number, slack: number): number =>
    (records[at]?.sentAt ?? Number.POSITIVE_INFINITY) - slack;
  return {
    since: begin(index, index === 0 ? CLOCK_SLACK_MS : CLOCK_SLACK_MS / 2),
    until: begin(index + 1, CLOCK_SLACK_MS / 2),
  };
};

export const openCase = (lab: Lab, evidence: Evidence): Case => {
  const anchored = anchoredTraces(evidence);
  const records = [...evidence.requests].sort((a, b) => a.sentAt - b.sentAt);
  const claimed = new Set<Span>();
  const requests = records.map((record, index) => {
    const window = windowOf(index, records);
    const agent = userAgentOf(record.id);
    const spans = evidence.spans
      .filter(span => {
        const owner = anchored.get(span.traceId);
        if (owner !== undefined) return owner === agent;
        return within(window, startedAt(span));
      })
      .sort((a, b) => (a.startNano < b.startNano ? -1 : a.startNano > b.startNano ? 1 : 0));
    for (const span of spans) claimed.add(span);
    return viewOf(record, evidence, spans, window);
  });
  return {
    lab,
    evidence,
    requests,
    stray: evidence.spans.filter(span => !claimed.has(span)),
    process: service => evidence.processes.findLast(process => process.service === service),
    sources: evidence.sources.map(readSource),
  };
};

export const spansOf = (view: RequestView, service: string): Span[] =>
  view.spans.filter(span => serviceName(span) === service);

export const sourcesOf = (seen: Case, service: string): Source[] =>
  seen.sources.filter(source => source.service === service);
