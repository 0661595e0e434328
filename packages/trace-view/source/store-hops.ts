// The headers that crossed within one trace, where the store has them. Nothing is told of a failure: the strip then
// draws what the spans say, and says so.

import { readHops } from './read-hops.ts';
import type { ReceivedHop } from './trace-source.ts';

const ask = async (traceId: string): Promise<ReceivedHop[]> => {
  const response = await fetch(`/api/view/traces/${traceId}/hops`);
  return response.ok ? readHops(await response.json()) : [];
};

let last: { traceId: string; hops: Promise<ReceivedHop[]> } | undefined;

export const loadHops = (traceId: string): Promise<ReceivedHop[]> => {
  if (last?.traceId !== traceId) {
    const hops = ask(traceId).catch(() => []);
    last = { traceId, hops };
  }
  return last.hops;
};
