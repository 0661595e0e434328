// Everything a check saw, as plain data: judging it again gives the same findings.

import type { Span } from '#trace-model/span.ts';
import type { LostMail } from '#trace-store/lost-mail.ts';
import type { LabRequest } from './lab.ts';
import type { ServiceName } from './launch/service.ts';

/** Milliseconds since 1970, with fractions. */
export type Millis = number;

export type RequestRecord = {
  id: string;
  asked: LabRequest;
  sentAt: Millis;
  answeredAt: Millis;
  /** Absent when no answer came; `failure` says why. */
  status?: number;
  answer?: unknown;
  failure?: 'refused' | 'timeout' | 'broken';
  /** The services were told to stop while this request was open. */
  last?: true;
};

/** One request as a service received it. */
export type Hop = {
  service: ServiceName;
  at: Millis;
  method: string;
  url: string;
  headers: Record<string, string>;
};

/** One request as a service sent it. */
export type OutgoingCall = {
  service: ServiceName;
  at: Millis;
  method: string;
  host: string;
  path: string;
  headers: Record<string, string>;
};

/** `sent` is a datagram: whether anybody took it is not known. */
export type Connection = { host: string; port: number; outcome: string; count: number };

export type Exit = { code: number | null; signal: string | null };

export type ProcessRecord = {
  service: ServiceName;
  pid: number;
  /** Why it was not ready, if so. */
  startFailure?: { reason: 'exited' | 'not-ready'; code: number | null };
  /** It was busy, and this is where, innermost first. */
  stuckAt?: { path: string; line: number }[];
  exit?: Exit;
  /** It ended while requests were still to come. */
  endedEarly?: true;
  exitCalled?: { code: string; stack: string };
  crash?: { name: string; message: string; stack: string };
  sdk?: { registered: boolean; propagates: string[] };
  /** What the SDK complained about after the start: a span used after its end, an end too many. */
  sdkSaid?: { level: 'warn' | 'error'; message: string; stack: string }[];
  /** OTEL_* and NODE_OPTIONS as the process saw them after its start. */
  env: Record<string, string>;
  connections: Connection[];
  /** The newest lines it printed. */
  lines: string[];
};

/** Lost mail, and who sent it where that is known. */
export type StrayMail = LostMail & { service?: ServiceName };

/** A service sent spans, and `as` is the name they came under. */
export type Delivery = { service: ServiceName; as: string };

/** A file of the learner's, as it was when it ran. `path` is how a report names it. */
export type SourceRecord = { service: ServiceName; file: string; path: string; text: string };

export type Evidence = {
  format: 'follow-the-request/evidence';
  version: 1;
  lab: string;
  /** Where it was gathered: services started for the check, or a shop that already ran. */
  gathered: 'private' | 'jaeger';
  startedAt: Millis;
  node: string;
  seed: number;
  receiver: { httpPort: number; grpcPort: number };
  requests: RequestRecord[];
  spans: Span[];
  deliveries: Delivery[];
  lostMail: StrayMail[];
  hops: Hop[];
  calls: OutgoingCall[];
  processes: ProcessRecord[];
  sources: SourceRecord[];
};
