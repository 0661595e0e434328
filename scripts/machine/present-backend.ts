// The traces' ports are taken: by a Jaeger or a store that can be used, or by something in the way?

import { whyNotTaken } from '#trace-check/backend.ts';
import { ask } from '#trace-check/jaeger/ask.ts';
import { type Backend, backendAt, describeBackend } from './backend.ts';
import type { TakenPort } from './taken-ports.ts';
import type { Ports } from './workshop-ports.ts';

export type Present = { use: string } | { inTheWay: string[] };

const ANSWER_WITHIN_MS = 2_000;

/** A delivery of no spans: whoever takes OTLP takes it, and nothing is left behind. */
const whyNoSpans = async (port: number): Promise<string | undefined> =>
  whyNotTaken(
    await ask(`http://localhost:${port}/v1/traces`, {
      within: ANSWER_WITHIN_MS,
      method: 'POST',
      body: '{"resourceSpans":[]}',
    }),
    port,
  );

const wordsOn = (backend: Backend, port: number): string[] => {
  switch (backend.kind) {
    case 'other':
      return [`Port ${port} is for Jaeger or the trace store, and ${backend.what} answers there.`];
    case 'mute':
      return [
        `A program at port ${port} takes the connection and does not answer. If it is a Jaeger that is starting, wait a moment and try again. If it hangs, restart it.`,
      ];
    default:
      return [];
  }
};

export const presentBackend = async (
  ports: Ports,
  taken: TakenPort[],
  usable: readonly Backend['kind'][],
): Promise<Present> => {
  const isTaken = (name: TakenPort['name']): boolean => taken.some(one => one.name === name);
  if (!isTaken('ui')) return { inTheWay: [] };
  const backend = await backendAt(ports.ui);
  if (!usable.includes(backend.kind)) return { inTheWay: wordsOn(backend, ports.ui) };
  const name = describeBackend(backend);
  const why = await whyNoSpans(ports['otlp-http']);
  if (why === undefined) return { use: name };
  return {
    inTheWay: [`${name} runs at port ${ports.ui}, but spans do not reach it: ${why}.`],
  };
};
