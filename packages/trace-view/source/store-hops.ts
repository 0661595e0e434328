// The headers that crossed within one trace, where the store has them. Nothing is told of a failure: the strip then
// draws what the spans say, and says so.

import type { ReceivedHop } from './trace-source.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const hopFrom = (value: unknown): ReceivedHop[] => {
  if (!isObject(value) || !isObject(value.headers)) return [];
  const headers = Object.fromEntries(Object.entries(value.headers).map(([name, one]) => [name, text(one)]));
  return [{ service: text(value.service), method: text(value.method), path: text(value.path), headers }];
};

const ask = async (traceId: string): Promise<ReceivedHop[]> => {
  const response = await fetch(`/api/view/traces/${traceId}/hops`);
  const body: unknown = response.ok ? await response.json() : undefined;
  return isObject(body) && Array.isArray(body.hops) ? body.hops.flatMap(hopFrom) : [];
};

let last: { traceId: string; hops: Promise<ReceivedHop[]> } | undefined;

export const loadHops = (traceId: string): Promise<ReceivedHop[]> => {
  if (last?.traceId !== traceId) {
    const hops = ask(traceId).catch(() => []);
    last = { traceId, hops };
  }
  return last.hops;
};
