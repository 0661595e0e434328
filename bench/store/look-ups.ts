// How long a reader waits, at the addresses that Jaeger and the trace store share. Medians.

import { setTimeout as pause } from 'node:timers/promises';
import { SPANS_A_TRACE, traceIdOf } from './batches.ts';

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Unpacked: to pack answers is a matter of their way, and this one is short. */
export async function get(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

export async function timeEach(count: number, url: (round: number) => string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const from = performance.now();
    await get(url(round));
    times.push(performance.now() - from);
  }
  return median(times);
}

/** Seldom enough not to be felt by the intake. */
const LOOK_EVERY_MS = 20;
const READABLE_WITHIN_MS = 30_000;

/** Milliseconds until the last trace sent can be read. */
export async function lastIsReadable(ui: number, spans: number): Promise<number> {
  const last = `http://127.0.0.1:${ui}/api/v3/traces/${traceIdOf(spans / SPANS_A_TRACE)}`;
  const from = performance.now();
  for (;;) {
    const response = await fetch(last);
    await response.arrayBuffer();
    const waited = performance.now() - from;
    if (response.status === 200) return waited;
    if (waited > READABLE_WITHIN_MS)
      throw new Error(`The last trace was not readable within ${READABLE_WITHIN_MS / 1000} s.`);
  }
}

/** A look at the list of services now and then, as a page does while spans stream in; answers what 19 of 20 waited at most. */
export async function whileBusy<T>(ui: number, work: Promise<T>): Promise<{ done: T; waitedMs: number }> {
  const times: number[] = [];
  let busy = true;
  const looking = (async () => {
    while (busy) {
      times.push(await timeEach(1, () => `http://127.0.0.1:${ui}/api/v3/services`));
      await pause(LOOK_EVERY_MS);
    }
  })();
  const done = await work.finally(() => {
    busy = false;
  });
  await looking;
  return { done, waitedMs: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0 };
}

type V3Trace = { result: { resourceSpans: { scopeSpans: { spans: unknown[] }[] }[] } };

/** How many of `sample` traces, spread over all that were sent, are there with every span. */
export async function wholeTraces(ui: number, spans: number, sample: number): Promise<number> {
  const traces = spans / SPANS_A_TRACE;
  let whole = 0;
  for (let index = 0; index < sample; index++) {
    const number = 1 + Math.floor((index * traces) / sample);
    const { result } = (await get(`http://127.0.0.1:${ui}/api/v3/traces/${traceIdOf(number)}`)) as V3Trace;
    const found = result.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    if (found.length === SPANS_A_TRACE) whole++;
  }
  return whole;
}

/** Jaeger's older API, which both have; the bench's traces began in November 2023. */
function olderSearch(ui: number, more: Record<string, string>): string {
  const params = new URLSearchParams({
    service: 'api-gateway',
    start: '1600000000000000',
    end: '1900000000000000',
    limit: '20',
    ...more,
  });
  return `http://127.0.0.1:${ui}/api/traces?${params}`;
}

/** The store's own list of what was found, where Jaeger 2.13 has whole traces only. */
export function summaries(ui: number, attributes: Record<string, string>): string {
  const params = new URLSearchParams({
    'query.serviceName': 'api-gateway',
    'query.startTimeMin': '2020-01-01T00:00:00Z',
    'query.startTimeMax': '2030-01-01T00:00:00Z',
    'query.searchDepth': '20',
    'query.attributes': JSON.stringify(attributes),
  });
  return `http://127.0.0.1:${ui}/api/v3/trace-summaries?${params}`;
}

export type LookUps = {
  byId: number;
  byService: number;
  byDuration: number;
  byAttribute: number;
  rare: number;
};

export async function lookUps(ui: number, spans: number, rounds: number): Promise<LookUps> {
  const traces = spans / SPANS_A_TRACE;
  const some = (round: number): number => 1 + ((round * 7919) % traces);
  const tags = (name: string, value: string): Record<string, string> => ({
    tags: JSON.stringify({ [name]: value }),
  });
  return {
    byId: await timeEach(rounds, round => `http://127.0.0.1:${ui}/api/v3/traces/${traceIdOf(some(round))}`),
    byService: await timeEach(rounds, () => olderSearch(ui, {})),
    byDuration: await timeEach(rounds, () => olderSearch(ui, { minDuration: '2s' })),
    byAttribute: await timeEach(rounds, round => olderSearch(ui, tags('user.id', `user-${round % 100}`))),
    rare: await timeEach(rounds, round => olderSearch(ui, tags('order.id', String(some(round))))),
  };
}
