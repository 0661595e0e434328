// Received headers as JSON tells them, parsed once: `{ "hops": [{ service, method, path, headers }] }`. What is no hop is left out.

import type { ReceivedHop } from './trace-source.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const hopFrom = (value: unknown): ReceivedHop[] => {
  if (!isObject(value) || !isObject(value.headers)) return [];
  const headers = Object.fromEntries(Object.entries(value.headers).map(([name, one]) => [name, text(one)]));
  return [{ service: text(value.service), method: text(value.method), path: text(value.path), headers }];
};

export const readHops = (value: unknown): ReceivedHop[] =>
  isObject(value) && Array.isArray(value.hops) ? value.hops.flatMap(hopFrom) : [];
