// The questions to the store. What goes wrong is an error whose message a person can read.

import { type SeenKey, seenKeysFrom } from './seen-keys.ts';
import { type SearchAnswer, searchAnswerFrom } from './summary.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const ask = async (path: string, signal = new AbortController().signal): Promise<unknown> => {
  const response = await fetch(path, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new Error('The trace store does not answer. Is it still running?');
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const said = isObject(body) && typeof body.error === 'string' ? body.error : `status ${response.status}`;
  throw new Error(`The trace store refused the question: ${said}.`);
};

export const askForTraces = async (
  params: URLSearchParams,
  signal: AbortSignal,
  ids: readonly string[] = [],
): Promise<SearchAnswer> => {
  const all = new URLSearchParams(params);
  for (const id of ids) all.append('id', id);
  return searchAnswerFrom(await ask(`/api/view/search?${all}`, signal));
};

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(one => typeof one === 'string') : [];

export const askForServices = async (signal: AbortSignal): Promise<string[]> => {
  const body = await ask('/api/v3/services', signal);
  return isObject(body) ? strings(body.services) : [];
};

export const askForOperations = async (service: string, signal: AbortSignal): Promise<string[]> => {
  const body = await ask(`/api/services/${encodeURIComponent(service)}/operations`, signal);
  return isObject(body) ? strings(body.data).sort() : [];
};

export const askForKeys = async (service: string): Promise<SeenKey[]> =>
  seenKeysFrom(await ask(`/api/view/attribute-keys?${new URLSearchParams({ service })}`));
