// A delivery becomes chunks, one for each trace in it; and a chunk says whether a search may find something in it.

import { encodeOtlpProtobuf, splitByTrace, type TracePart } from '#trace-model/otlp.ts';
import { durationNano, type Span } from '#trace-model/span.ts';
import { filterOf, type Item, mayHold } from './attribute-filter.ts';
import type { Chunk } from './chunk-table.ts';
import type { Sender } from './delivery.ts';
import type { TraceQuery } from './search.ts';

/** Protobuf is kept as it came. JSON, and a delivery of which something was left out, is written anew. */
export function partsOf(
  spans: Span[],
  { protocol, raw }: Pick<Sender, 'protocol' | 'raw'>,
): Map<string, TracePart> {
  if (protocol !== 'http/json') {
    const parts = splitByTrace(raw);
    let count = 0;
    for (const { spanCount } of parts.values()) count += spanCount;
    if (count === spans.length) return parts;
  }
  return new Map(
    Array.from(
      Map.groupBy(spans, span => span.traceId),
      ([traceId, ofTrace]) =>
        [traceId, { body: encodeOtlpProtobuf(ofTrace), spanCount: ofTrace.length }] as const,
    ),
  );
}

export function chunkOf(id: number, trace: number, traceId: string, spans: Span[]): Chunk {
  const starts = bounds(spans.map(({ startNano }) => Number(startNano) / 1000));
  const durations = bounds(spans.map(span => Number(durationNano(span)) / 1000));
  return {
    id,
    trace,
    traceId,
    spanCount: spans.length,
    startMinMicros: starts.min,
    startMaxMicros: starts.max,
    durationMinMicros: durations.min,
    durationMaxMicros: durations.max,
    filter: filterOf(spans),
  };
}

/** Widened by a microsecond, so that rounding never hides a span. */
function bounds(numbers: number[]): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    if (number < min) min = number;
    if (number > max) max = number;
  }
  return { min: Math.floor(min) - 1, max: Math.ceil(max) + 1 };
}

export function mayMatch(chunk: Chunk, query: TraceQuery, items: Item[]): boolean {
  if (chunk.startMinMicros > Number(query.startMaxNano) / 1000) return false;
  if (chunk.startMaxMicros < Number(query.startMinNano) / 1000) return false;
  if (chunk.durationMaxMicros < Number(query.durationMinNano) / 1000) return false;
  if (query.durationMaxNano !== 0n && chunk.durationMinMicros > Number(query.durationMaxNano) / 1000)
    return false;
  return items.every(item => mayHold(chunk.filter, item));
}
