// GET /api/view/attribute-keys?service=S: the attributes seen of late, with some values, for completion.

import type { Attributes, Span } from '#trace-model/span.ts';
import { serviceName } from '#trace-model/span.ts';
import type { SeenKey } from '#trace-view/search/seen-keys.ts';
import { attributeText } from '../attribute-text.ts';
import { sendJson } from '../http-answer.ts';
import type { ViewAnswer, ViewDesk } from './view-api.ts';

/** Enough to meet every kind of span of a shop; reading it takes a few milliseconds. */
const TRACES_READ = 200;
/** Large traces: then fewer of them. */
const SPANS_READ = 4000;
const MOST_KEYS = 500;
const MOST_VALUES = 3;
/** Longer values say nothing in a list. */
const LONGEST_VALUE = 40;

/** The most frequent first. */
export const seenKeys = (traces: Iterable<readonly Span[]>, service: string): SeenKey[] => {
  const keys = new Map<string, { count: number; values: Set<string> }>();
  const note = (attributes: Attributes): void => {
    for (const [key, value] of Object.entries(attributes)) {
      const seen = keys.get(key) ?? { count: 0, values: new Set() };
      if (seen.count === 0 && keys.size >= MOST_KEYS) continue;
      keys.set(key, seen);
      seen.count++;
      const text = attributeText(value);
      if (seen.values.size < MOST_VALUES && text.length <= LONGEST_VALUE) seen.values.add(text);
    }
  };
  let read = 0;
  let spansRead = 0;
  for (const spans of traces) {
    for (const span of spans) {
      if (service !== '' && serviceName(span) !== service) continue;
      note(span.attributes);
      for (const event of span.events) note(event.attributes);
      if (span.status.code === 'error') note({ error: { type: 'bool', value: true } });
      note({ 'span.kind': { type: 'string', value: span.kind } });
    }
    read++;
    spansRead += spans.length;
    if (read >= TRACES_READ || spansRead >= SPANS_READ) break;
  }
  return Array.from(keys, ([key, { count, values }]) => ({ key, count, values: [...values] })).sort(
    (a, b) => b.count - a.count || (a.key < b.key ? -1 : 1),
  );
};

export const attributeKeysAnswer = ({ store }: ViewDesk): ViewAnswer => ({
  async answer({ url, request, response }) {
    if (url.pathname !== '/api/view/attribute-keys' || request.method !== 'GET') return false;
    const keys = seenKeys(store.newestFirst(), url.searchParams.get('service') ?? '');
    await sendJson(request, response, 200, { keys });
    return true;
  },
});
