// A scan's chunks as the bytes of one row, and back: what a store needs to know when it starts again.

import { ID_WORDS, type Scan, TIMES } from '../scan/scan-result.ts';

const HEAD_WORDS = 2;

/** The parts in their order; floats first, as they have to lie at multiples of eight. */
function parts(buffer: ArrayBuffer, at: number, chunks: number, filterWords: number) {
  let next = at;
  const words = (count: number): Uint32Array<ArrayBuffer> => {
    const part = new Uint32Array(buffer, next, count);
    next += count * 4;
    return part;
  };
  const times = new Float64Array(buffer, next, chunks * TIMES);
  next += times.byteLength;
  return {
    times,
    traceIds: words(chunks * ID_WORDS),
    spanCounts: words(chunks),
    filterEnds: words(chunks),
    traces: words(chunks),
    filters: words(filterWords),
  };
}

export function rowOf(scan: Scan, traces: Uint32Array): Uint8Array {
  const { chunks } = scan;
  const filterWords = scan.filterEnds[chunks - 1] ?? 0;
  const words = HEAD_WORDS + chunks * (TIMES * 2 + ID_WORDS + 3) + filterWords;
  const buffer = new ArrayBuffer(words * 4);
  new Uint32Array(buffer, 0, HEAD_WORDS).set([chunks, filterWords]);
  const row = parts(buffer, HEAD_WORDS * 4, chunks, filterWords);
  row.times.set(scan.times.subarray(0, chunks * TIMES));
  row.traceIds.set(scan.traceIds.subarray(0, chunks * ID_WORDS));
  row.spanCounts.set(scan.spanCounts.subarray(0, chunks));
  row.filterEnds.set(scan.filterEnds.subarray(0, chunks));
  row.traces.set(traces.subarray(0, chunks));
  row.filters.set(scan.filters.subarray(0, filterWords));
  return new Uint8Array(buffer);
}

/** Throws when the bytes are not such a row. */
export function scanOfRow(bytes: Uint8Array): { scan: Scan; traces: Uint32Array } {
  const buffer = bytes.slice().buffer;
  const [chunks = 0, filterWords = 0] = new Uint32Array(buffer, 0, HEAD_WORDS);
  const { traces, ...lists } = parts(buffer, HEAD_WORDS * 4, chunks, filterWords);
  const spans = lists.spanCounts.reduce((sum, count) => sum + count, 0);
  return { scan: { spans, chunks, ...lists }, traces };
}
