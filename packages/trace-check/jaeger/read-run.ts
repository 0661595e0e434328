// Finds the spans of one run in a Jaeger, however much else it holds. What is asked for is a time window of
// each service; where that holds more traces than an answer may have, it is halved until all have been seen.

import type { Span } from '#trace-model/span.ts';
import { userAgentOf } from '../case.ts';
import type { RequestRecord } from '../evidence.ts';
import { isServiceName, type ServiceName } from '../launch/service.ts';
import type { JaegerClient, TraceSearch } from './client.ts';
import type { Reach } from './gather.ts';
import { type Own, ownSpans, type Run } from './own-spans.ts';

/** 200 traces of this shop are about 1 MB of JSON. */
const MOST_TRACES = 200;
/** Times are asked for in whole milliseconds. */
const NARROWEST_MS = 2;
/** A window split further than this is no longer a crowd but a flood; the run's own traces are then asked for by name. */
const MOST_SEARCHES = 40;
/** Where the services told their clocks these are known to a millisecond or two. */
const CLOCK_SLACK_MS = 50;
const UNKNOWN_CLOCK_SLACK_MS = 2_000;
/** What a request leaves running goes on after its answer. */
const AFTER_MS = 1_000;
/** Names nobody knows may be a learner's slip; a Jaeger that is used for more than this has many. */
const MOST_STRANGERS = 12;

export type Reading = {
  client: JaegerClient;
  services: readonly ServiceName[];
  requests: readonly RequestRecord[];
  run: Run;
  /** Names Jaeger knew before this run. */
  knownBefore: ReadonlySet<string>;
};

const keyOf = (span: Span): string => `${span.traceId}${span.spanId}`;

type Budget = { searches: number; flooded: boolean };

const findAll = async (
  client: JaegerClient,
  search: TraceSearch,
  budget: Budget,
  into: Map<string, Span>,
): Promise<void> => {
  budget.searches += 1;
  const { spans, full } = await client.find(search);
  for (const span of spans) into.set(keyOf(span), span);
  if (!full) return;
  const wide = search.untilMs - search.sinceMs;
  if (wide <= NARROWEST_MS || budget.searches >= MOST_SEARCHES) {
    budget.flooded = true;
    return;
  }
  const middle = Math.floor(search.sinceMs + wide / 2);
  await findAll(client, { ...search, untilMs: middle }, budget, into);
  await findAll(client, { ...search, sinceMs: middle }, budget, into);
};

/** The traces that carry this run's user agents, wherever they lie in time. */
const findByAgent = async (
  { client, requests }: Reading,
  sinceMs: number,
  untilMs: number,
  into: Map<string, Span>,
): Promise<void> => {
  for (const { id, asked } of requests) {
    const { spans } = await client.find({
      service: asked.service ?? 'api-gateway',
      sinceMs,
      untilMs,
      attributes: { 'user_agent.original': userAgentOf(id) },
      most: MOST_TRACES,
    });
    for (const span of spans) into.set(keyOf(span), span);
  }
};

/** What tools of this workshop, and Jaeger itself, send under their own names. */
const TOOLS = /^(jaeger|check-lab|workshop-doctor)/;
const UNNAMED = /^unknown_service(:|$)/;

/** The lab's services, the one that nobody named, and names that came up or are few enough to look at. */
const namesToRead = (services: readonly string[], known: string[], before: ReadonlySet<string>): string[] => {
  const strangers = known.filter(
    name => !services.includes(name) && !isServiceName(name) && !TOOLS.test(name),
  );
  const fresh = strangers.filter(name => !before.has(name));
  const unnamed = strangers.filter(name => UNNAMED.test(name));
  return [
    ...new Set([
      ...services,
      ...unnamed,
      ...(strangers.length <= MOST_STRANGERS ? strangers : fresh.slice(0, MOST_STRANGERS)),
    ]),
  ];
};

export const readRun = async (reading: Reading, reach: Reach): Promise<Own> => {
  const { client, services, requests, run, knownBefore } = reading;
  const aheads = run.processes.map(({ clockAheadMs }) => clockAheadMs);
  const last = Math.max(run.sinceMs, ...requests.map(({ answeredAt }) => answeredAt));
  const slack = aheads.length > 0 ? CLOCK_SLACK_MS : UNKNOWN_CLOCK_SLACK_MS;
  const sinceMs = Math.floor(run.sinceMs - slack + Math.min(0, ...aheads));
  const untilMs = Math.ceil(last + AFTER_MS + slack + Math.max(0, ...aheads));
  const found = new Map<string, Span>();
  const budget: Budget = { searches: 0, flooded: false };
  const names =
    reach === 'whole traces'
      ? new Set(requests.map(({ asked }) => asked.service ?? 'api-gateway'))
      : namesToRead(services, await client.services(), knownBefore);
  for (const service of names)
    await findAll(client, { service, sinceMs, untilMs, most: MOST_TRACES }, budget, found);
  if (budget.flooded) await findByAgent(reading, sinceMs, untilMs, found);
  return ownSpans(found.values(), run);
};
