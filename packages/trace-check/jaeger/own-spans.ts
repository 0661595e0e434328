// Which of the spans found belong to this run? A Jaeger may hold those of thirty learners, of a loop that
// makes traffic, and of yesterday. Pure.

import { type Span, serviceName } from '#trace-model/span.ts';
import { userAgentOf } from '../case.ts';
import type { Delivery } from '../evidence.ts';
import type { Lab } from '../lab.ts';
import { isServiceName, type ServiceName } from '../launch/service.ts';

/** A service of the shop that runs, and how its spans name its process. */
export type OwnProcess = { service: ServiceName; pid: number; host: string; clockAheadMs: number };

export type Run = {
  /** The requests of this run, by the user agent they were sent with. */
  agents: ReadonlySet<string>;
  /** Services that only the check asks: whoever else asks them is somebody else. */
  doors: ReadonlySet<string>;
  processes: readonly OwnProcess[];
  sinceMs: number;
};

/** Clocks and the SDK's own rounding. */
const SLACK_MS = 5;
const NANOS = 1_000_000;
/** A clock this far off would put spans into the wrong request. */
const CLOCK_OFF_MS = 20;

const text = (attributes: Span['attributes'], key: string): string | undefined => {
  const value = attributes[key];
  return value?.type === 'string' ? value.value : undefined;
};

const whole = (attributes: Span['attributes'], key: string): number | undefined => {
  const value = attributes[key];
  if (value?.type === 'int') return Number(value.value);
  return value?.type === 'double' ? value.value : undefined;
};

type Owner = { own: OwnProcess } | 'other shop' | 'unknown';

/** `…/services/order-service/main.ts`: a service of a shop, be it this one or another. */
const A_SERVICE = /[\\/]services[\\/][a-z-]+[\\/]main\.ts$/;

/** A process a service started has a pid of its own, and still works for this run. */
const ownerOf = (span: Span, processes: readonly OwnProcess[]): Owner => {
  const { attributes } = span.resource;
  const pid = whole(attributes, 'process.pid');
  const host = text(attributes, 'host.name');
  if (pid === undefined || host === undefined || processes.length === 0) return 'unknown';
  const own = processes.find(one => one.pid === pid && one.host === host);
  if (own !== undefined) return { own };
  if (processes.every(one => one.host !== host)) return 'other shop';
  return A_SERVICE.test(text(attributes, 'process.command') ?? '') ? 'other shop' : 'unknown';
};

const agentOf = (span: Span): string | undefined =>
  text(span.attributes, 'user_agent.original') ?? text(span.attributes, 'http.user_agent');

const CHECKS = userAgentOf('');
/** The check switches faults on and off with requests of its own. */
const SWITCHBOARD = userAgentOf('switchboard');

type Asker = 'this run' | 'switchboard' | 'somebody else' | 'unknown';

const askerOf = (trace: Span[], { agents, doors }: Run): Asker => {
  let asker: Asker = 'unknown';
  for (const span of trace) {
    const agent = agentOf(span);
    if (agent === undefined || span.kind !== 'server') continue;
    if (agents.has(agent)) return 'this run';
    if (agent === SWITCHBOARD) return 'switchboard';
    if (agent.startsWith(CHECKS) || doors.has(serviceName(span))) asker = 'somebody else';
  }
  return asker;
};

export const doorsOf = (lab: Lab, asked: Iterable<ServiceName>): Set<ServiceName> => {
  const called = new Set(
    lab.tasks.flatMap(task => task.rules.flatMap(rule => (rule.rule === 'edge' ? [rule.to] : []))),
  );
  return new Set([...asked].filter(service => !called.has(service)));
};

const startMs = (span: Span): number => Number(span.startNano / 1000n) / 1000;

const moved = (span: Span, byMs: number): Span => {
  const by = BigInt(Math.round(byMs * NANOS));
  return {
    ...span,
    startNano: span.startNano - by,
    endNano: span.endNano - by,
    events: span.events.map(event => ({ ...event, timeNano: event.timeNano - by })),
  };
};

/** Its times as our own clock would have told them. */
const onOurClock = (span: Span, owner: Owner): Span =>
  typeof owner === 'object' && Math.abs(owner.own.clockAheadMs) > CLOCK_OFF_MS
    ? moved(span, owner.own.clockAheadMs)
    : span;

export type Own = {
  spans: Span[];
  deliveries: Delivery[];
  /** Traces left out, since somebody else asked for them or another shop sent them. */
  others: number;
};

/** A name that is no service's is believed only of a process known to be ours, or of one that has no name. */
const believable = (span: Span, owner: Owner): boolean => {
  const name = serviceName(span);
  return isServiceName(name) || typeof owner === 'object' || /^unknown_service(:|$)/.test(name);
};

export const ownSpans = (found: Iterable<Span>, run: Run): Own => {
  const spans: Span[] = [];
  const deliveries = new Map<string, Delivery>();
  let others = 0;
  for (const trace of Map.groupBy(found, span => span.traceId).values()) {
    const asker = askerOf(trace, run);
    if (asker === 'switchboard') continue;
    const inTime = trace.some(span => startMs(span) >= run.sinceMs - SLACK_MS);
    if (asker === 'somebody else') {
      others += inTime ? 1 : 0;
      continue;
    }
    let kept = 0;
    for (const span of trace) {
      const owner = ownerOf(span, run.processes);
      if (owner === 'other shop') continue;
      if (asker !== 'this run' && !believable(span, owner)) continue;
      const told = onOurClock(span, owner);
      if (asker !== 'this run' && startMs(told) < run.sinceMs - SLACK_MS) continue;
      kept += 1;
      spans.push(told);
      if (typeof owner === 'object') {
        const as = serviceName(span);
        deliveries.set(`${owner.own.service} ${as}`, { service: owner.own.service, as });
      }
    }
    if (kept === 0 && inTime) others += 1;
  }
  return { spans, deliveries: [...deliveries.values()], others };
};
