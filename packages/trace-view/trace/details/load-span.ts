// One span, whole, from the store. What was asked once is kept: opening a row again costs nothing.

import { decodeOtlpJson } from '#trace-model/otlp-json-decode.ts';
import type { Span } from '#trace-model/span.ts';

const MOST_KEPT = 200;
const kept = new Map<string, Promise<Span[]>>();

const ask = async (path: string): Promise<Span[]> => {
  const response = await fetch(path).catch(() => {
    throw new Error('The trace store does not answer. Is it still running?');
  });
  if (response.status === 404) throw new Error('The trace store no longer has this span.');
  if (!response.ok) throw new Error(`The trace store answered ${response.status}.`);
  return decodeOtlpJson(await response.json());
};

/** All that have the id: mostly one. */
export const loadSpan = (traceId: string, spanId: string): Promise<Span[]> => {
  const path = `/api/view/traces/${traceId}/spans/${spanId}`;
  const asked = kept.get(path) ?? ask(path);
  kept.set(path, asked);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
  asked.catch(() => kept.delete(path));
  return asked;
};
