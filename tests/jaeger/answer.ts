// An answer of either server, in a form that can be compared: what has no promised order is sorted.

import { request } from 'node:http';
import { text } from 'node:stream/consumers';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Answer = {
  status: number;
  /** Content type, without its parameters. */
  type: string;
  /** Text that is not JSON stays text. */
  body: Json;
};

const LIMIT_MS = 60_000;

const parse = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Each on a connection of its own: comparing takes longer than a server keeps an idle one open. */
export const ask = (url: string, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(url + path, { agent: false, signal: AbortSignal.timeout(LIMIT_MS) }, answer => {
      text(answer).then(
        body =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            body: parse(body),
          }),
        reject,
      );
    });
    sent.once('error', reject);
    sent.end();
  });

export const isBag = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** Keys in order, so that equal means equal. */
const canonical = (value: Json | undefined): Json => {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isBag(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
};

export const textOf = (value: Json | undefined): string => JSON.stringify(canonical(value));

const sorted = (list: Json[]): Json[] =>
  list
    .map(one => ({ one, text: JSON.stringify(one) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ one }) => one);

/** Attributes have no order where they are not asked for in one; Jaeger's own receivers mix them up. */
const inNoOrder = (value: Json): Json => {
  if (Array.isArray(value)) {
    const list = value.map(inNoOrder);
    return list.length > 0 && list.every(one => isBag(one) && 'value' in one) ? sorted(list) : list;
  }
  if (!isBag(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inNoOrder(inner)]));
};

/** Spans with the resource and scope each came under: how they were grouped on the way is not promised. */
const flatOtlp = (result: Json): Json => {
  if (!isBag(result)) return result;
  return sorted(
    listOf(result.resourceSpans).flatMap(one => {
      if (!isBag(one)) return [];
      const { scopeSpans, ...resource } = one;
      return listOf(scopeSpans).flatMap(inner => {
        if (!isBag(inner)) return [];
        const { spans, ...scope } = inner;
        return listOf(spans).map((span): Json => ({ resource, scope, span }));
      });
    }),
  );
};

/** p1, p2 … are given in the order of the spans, and that is not promised: each span with its process. */
const flatTrace = (trace: Json): Json => {
  if (!isBag(trace)) return trace;
  const { spans, processes, ...rest } = trace;
  const of = isBag(processes) ? processes : {};
  return {
    ...rest,
    spans: sorted(
      listOf(spans).map((span): Json => {
        if (!isBag(span)) return span;
        const { processID, ...inner } = span;
        return { ...inner, process: (typeof processID === 'string' ? of[processID] : undefined) ?? null };
      }),
    ),
  };
};

export const settled = (answer: Answer): Answer => {
  const body = inNoOrder(canonical(answer.body));
  if (!isBag(body)) return answer;
  if (body.result !== undefined) return { ...answer, body: { result: flatOtlp(body.result) } };
  if (Array.isArray(body.data))
    return {
      ...answer,
      body: {
        ...body,
        data: sorted(body.data.map(one => (isBag(one) && 'spans' in one ? flatTrace(one) : one))),
      },
    };
  if (Array.isArray(body.services)) return { ...answer, body: { services: sorted(body.services) } };
  if (Array.isArray(body.operations)) return { ...answer, body: { operations: sorted(body.operations) } };
  return answer;
};

/** How many traces there are, where which of them is not promised. */
export const counted = (answer: Answer): Answer => {
  const { body } = settled(answer);
  if (!isBag(body)) return answer;
  const { result, data } = body;
  const ids = Array.isArray(result)
    ? result.map(one => (isBag(one) && isBag(one.span) ? (one.span.traceId ?? null) : null))
    : listOf(data);
  return { ...answer, body: new Set(ids).size };
};
