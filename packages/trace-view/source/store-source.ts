// The trace store as a source. What was asked once is kept: opening a row again costs nothing.

import { decodeOtlpJson } from '#trace-model/otlp-json-decode.ts';
import type { Span } from '#trace-model/span.ts';
import { lessonLink } from '../words/lesson-link.ts';
import { loadHops } from './store-hops.ts';
import type { TraceSource } from './trace-source.ts';

const MOST_KEPT = 200;
type Asked = { answer: Promise<readonly Span[]>; spans?: readonly Span[] };
const kept = new Map<string, Asked>();

const addressOf = (traceId: string, spanId: string): string => `/api/view/traces/${traceId}/spans/${spanId}`;

const ask = async (address: string): Promise<readonly Span[]> => {
  const response = await fetch(address).catch(() => {
    throw new Error('The trace store does not answer. Is it still running?');
  });
  if (response.status === 404) throw new Error('The trace store no longer has this span.');
  if (!response.ok) throw new Error(`The trace store answered ${response.status}.`);
  return decodeOtlpJson(await response.json());
};

const loadSpans = (traceId: string, spanId: string): Promise<readonly Span[]> => {
  const address = addressOf(traceId, spanId);
  const known = kept.get(address);
  if (known !== undefined) return known.answer;
  const asked: Asked = { answer: ask(address) };
  kept.set(address, asked);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
  asked.answer.then(
    spans => {
      asked.spans = spans;
    },
    () => kept.delete(address),
  );
  return asked.answer;
};

export const storeSource: TraceSource = {
  spansAtHand: (traceId, spanId) => kept.get(addressOf(traceId, spanId))?.spans,
  loadSpans,
  hopsAtHand: () => undefined,
  loadHops,
  spanAddress: (traceId, spanId) => `/trace/${traceId}?uiFind=${spanId}`,
  lessonAddress: lessonLink,
};
