import { encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';

/** A sender that timed out sends again. What came twice, the same in every field, is there once. */
export function withoutRepeats(spans: Span[]): Span[] {
  const ids = new Set<string>();
  for (const { spanId } of spans) ids.add(spanId);
  if (ids.size === spans.length) return spans;
  const first = new Map<string, Span[]>();
  return spans.filter(span => {
    const same = first.get(span.spanId);
    if (same === undefined) {
      first.set(span.spanId, [span]);
      return true;
    }
    const text = JSON.stringify(encodeOtlpJson([span]));
    if (same.some(other => JSON.stringify(encodeOtlpJson([other])) === text)) return false;
    same.push(span);
    return true;
  });
}
