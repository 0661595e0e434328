// A check's spans, sent on to Jaeger and read back: what is judged then is what Jaeger holds.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Evidence } from '#trace-check/evidence.ts';
import { decodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { sendSpans } from './send-spans.ts';
import type { RunningJaeger } from './start-jaeger.ts';

/** Its batcher holds a span for 0.2 s; a crowded machine adds to that. */
const READABLE_WITHIN_MS = 20_000;
const POLL_MS = 25;

const read = async ({ url }: RunningJaeger, traceId: string): Promise<Span[]> => {
  const answer = await fetch(`${url}/api/v3/traces/${traceId}?raw_traces=true`);
  const body: unknown = await answer.json();
  return answer.status === 200 ? decodeOtlpJson(body) : [];
};

export const throughJaeger =
  (jaeger: RunningJaeger) =>
  async (evidence: Evidence): Promise<Evidence> => {
    if (evidence.spans.length === 0) return evidence;
    assert.equal(await sendSpans(evidence.spans, jaeger), 200, 'Jaeger takes the spans');
    const sent = Map.groupBy(evidence.spans, span => span.traceId);
    const spans: Span[] = [];
    for (const [traceId, due] of sent) {
      const deadline = performance.now() + READABLE_WITHIN_MS;
      let found = await read(jaeger, traceId);
      while (found.length < due.length) {
        assert.ok(
          performance.now() < deadline,
          `within ${READABLE_WITHIN_MS / 1000} s Jaeger has the ${due.length} spans of ${traceId}`,
        );
        await pause(POLL_MS);
        found = await read(jaeger, traceId);
      }
      spans.push(...found);
    }
    return { ...evidence, spans };
  };
