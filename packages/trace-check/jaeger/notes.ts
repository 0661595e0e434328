// What a report through Jaeger adds in plain sentences: what was left out, and what was looked for in vain.

import { serviceName } from '#trace-model/span.ts';
import type { ServiceName } from '../launch/service.ts';
import type { JaegerClient } from './client.ts';
import type { Own } from './own-spans.ts';
import type { ServiceLook } from './shop.ts';

/** Far enough back to find what was made before lunch. */
const LOOK_BACK_MS = 6 * 3600 * 1000;

export const noteOthers = (others: number): string[] =>
  others === 0
    ? []
    : [
        `${others} ${others === 1 ? 'trace that others made at the same time is' : 'traces that others made at the same time are'} left out.`,
      ];

const ago = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return 'less than a minute ago';
  return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
};

/** Spans of a silent service that are older than this run: told, so that nobody takes them for proof. */
const olderSpans = async (
  client: JaegerClient,
  service: ServiceName,
  startedAt: number,
): Promise<string | undefined> => {
  const { spans } = await client.find({
    service,
    sinceMs: startedAt - LOOK_BACK_MS,
    untilMs: startedAt,
    most: 1,
  });
  const starts = spans
    .filter(span => serviceName(span) === service)
    .map(span => Number(span.startNano) / 1e6);
  if (starts.length === 0) return undefined;
  return `${client.name} holds older spans of ${service}, the newest from ${ago(startedAt - Math.max(...starts))}; they are from before this check, and do not count.`;
};

const elsewhere = (looks: ServiceLook[], service: ServiceName): string | undefined => {
  const look = looks.find(one => one.service === service);
  if (look?.state !== 'answers' || look.health.sendsTo === undefined) return undefined;
  return `${service} was told to send its spans to ${look.health.sendsTo}.`;
};

export const notesOnSilence = async (
  client: JaegerClient,
  services: readonly ServiceName[],
  own: Own,
  startedAt: number,
  looks: ServiceLook[],
): Promise<string[]> => {
  const heard = new Set(own.spans.map(serviceName));
  const [silent] = services.filter(service => !heard.has(service));
  if (silent === undefined) return [];
  const older = await olderSpans(client, silent, startedAt).catch(() => undefined);
  return [elsewhere(looks, silent), older].filter(note => note !== undefined);
};
