// The trace store: spans in, traces out. In memory it keeps for each chunk a few numbers and a filter; the
// spans themselves are in SQLite as they came, and are decoded when someone looks.

import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { type Catalog, catalog } from './catalog.ts';
import { type Chunk, type ChunkTable, openChunkTable, type Row } from './chunk-table.ts';
import { chunkOf, mayMatch, partsOf } from './chunks.ts';
import type { Sender } from './delivery.ts';
import { withoutRepeats } from './repeats.ts';
import { itemsWanted, spanMatches, type TraceQuery } from './search.ts';

export type StoreOptions = {
  /** Absent: in memory. */
  directory?: string | undefined;
  /** The oldest traces go when there are more spans than this. */
  maxSpans?: number | undefined;
  /** Things a person should know: what was evicted, a disk that is full. */
  onNotice?: (notice: string) => void;
};

export type Counts = {
  traces: number;
  spans: number;
  evictedTraces: number;
  evictedSpans: number;
  maxSpans: number;
};

export type TraceStore = {
  add(spans: Span[], from: Pick<Sender, 'protocol' | 'raw'>): void;
  trace(traceId: string): Span[] | undefined;
  /** The same as it is kept: OTLP protobuf, in the order in which it came. What came twice is there twice. */
  bodies(traceId: string): { spans: number; bodies: Uint8Array[] } | undefined;
  /** Oldest first. */
  traceIds(): string[];
  /** Newest first. */
  find(query: TraceQuery): Span[][];
  /** Newest first, all of them, read one at a time. */
  newestFirst(): Iterable<Span[]>;
  catalog: Pick<Catalog, 'services' | 'operations'>;
  counts(): Counts;
  /** Calls back with the ids of the traces that a delivery touched; answers how to stop that. */
  onArrival(listener: (traceIds: string[]) => void): () => void;
  /** 'memory' also when the disk could not be used. */
  kept(): 'memory' | 'disk';
  /** Ends the transaction that is open: what came is on disk. */
  flush(): void;
  close(): void;
};

type Entry = { number: number; traceId: string; spans: number; chunks: Chunk[] };

export const DEFAULT_MAX_SPANS = 500_000;
/** How long a row may wait for its transaction to end. Reading sees it at once. */
const COMMIT_AFTER_MS = 100;
/** About 5 ms of reading. */
const TRACES_A_PIECE = 200;

export function openStore(options: StoreOptions = {}): TraceStore {
  const { directory, maxSpans = DEFAULT_MAX_SPANS, onNotice = () => undefined } = options;
  const byId = new Map<string, Entry>();
  const listeners = new Set<(traceIds: string[]) => void>();
  const seen = catalog();
  let nextTrace = 1;
  let nextChunk = 1;
  let spanCount = 0;
  let evictedTraces = 0;
  let evictedSpans = 0;
  let kept: 'memory' | 'disk' = directory === undefined ? 'memory' : 'disk';
  let commit: NodeJS.Timeout | undefined;
  let closed = false;
  let table = openOrFallBack();

  function openOrFallBack(): ChunkTable {
    try {
      const opened = openChunkTable(directory);
      for (const chunk of opened.everyChunk()) enter(chunk);
      return opened;
    } catch (error) {
      forgetAll();
      kept = 'memory';
      onNotice(
        `Traces can't be kept in ${directory} (${reason(error)}). They are kept in memory until this stops.`,
      );
      return openChunkTable(undefined);
    }
  }

  function forgetAll(): void {
    byId.clear();
    spanCount = 0;
  }

  /** Does what needs the disk; when the disk fails, goes on in memory with all that can still be read. */
  function onDisk(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (kept === 'memory') throw error;
      kept = 'memory';
      onNotice(
        `Traces can't be written to ${directory} any more (${reason(error)}). From here on they are kept in memory.`,
      );
      moveToMemory();
      work();
    }
  }

  function moveToMemory(): void {
    const disk = table;
    const known = new Set(Array.from(byId.values(), ({ chunks }) => chunks.map(({ id }) => id)).flat());
    const spansBefore = spanCount;
    table = openChunkTable(undefined);
    forgetAll();
    const take = ({ chunk, body }: Row): void => {
      if (!known.delete(chunk.id)) return;
      table.add(chunk, body);
      enter(chunk);
    };
    try {
      for (const row of disk.everyBody()) take(row);
      disk.close();
    } catch (error) {
      onNotice(`Not all that was kept in ${directory} can be read (${reason(error)}).`);
    }
    for (const row of disk.uncommitted()) take(row);
    if (spanCount < spansBefore) onNotice(`${spansBefore - spanCount} spans were lost with it.`);
  }

  function commitSoon(): void {
    commit ??= setTimeout(() => {
      commit = undefined;
      onDisk(() => table.flush());
    }, COMMIT_AFTER_MS);
  }

  function enter(chunk: Chunk): void {
    const entry = byId.get(chunk.traceId);
    if (entry === undefined) {
      byId.set(chunk.traceId, {
        number: chunk.trace,
        traceId: chunk.traceId,
        spans: chunk.spanCount,
        chunks: [chunk],
      });
    } else {
      entry.chunks.push(chunk);
      entry.spans += chunk.spanCount;
    }
    spanCount += chunk.spanCount;
    nextTrace = Math.max(nextTrace, chunk.trace + 1);
    nextChunk = Math.max(nextChunk, chunk.id + 1);
  }

  function evict(): void {
    if (spanCount <= maxSpans) return;
    const first = evictedTraces === 0;
    // A Map is in order of insertion: its first is the trace that appeared first.
    for (const [traceId, entry] of byId) {
      if (spanCount <= maxSpans) break;
      onDisk(() => table.removeTrace(entry.number));
      byId.delete(traceId);
      spanCount -= entry.spans;
      evictedTraces++;
      evictedSpans += entry.spans;
    }
    if (first)
      onNotice(
        `The store is full (its limit is ${maxSpans} spans). From here on the oldest traces make room for new ones.`,
      );
  }

  const spansOf = (entry: Entry): Span[] =>
    withoutRepeats(table.bodiesOf(entry.number).flatMap(body => decodeOtlpProtobuf(body)));

  function* entriesNewestFirst(): Iterable<Entry> {
    yield* [...byId.values()].reverse();
  }

  /** Reading 500,000 spans for their names takes a second or two: it is done piece by piece, while others are served. */
  async function listServices(): Promise<void> {
    let read = 0;
    for (const entry of entriesNewestFirst()) {
      if (closed) return;
      for (const span of spansOf(entry)) seen.add(span);
      read++;
      if (read % TRACES_A_PIECE === 0) await new Promise(resolve => setImmediate(resolve));
    }
  }

  evict();
  listServices().catch((error: unknown) => onNotice(`Not all kept traces can be read (${reason(error)}).`));

  return {
    add(spans, from) {
      const parts = partsOf(spans, from);
      for (const [traceId, ofTrace] of Map.groupBy(spans, span => span.traceId)) {
        const part = parts.get(traceId);
        if (part === undefined) continue;
        const number = byId.get(traceId)?.number ?? nextTrace;
        const chunk = chunkOf(nextChunk, number, traceId, ofTrace);
        onDisk(() => table.add(chunk, part.body));
        enter(chunk);
        for (const span of ofTrace) seen.add(span);
      }
      evict();
      commitSoon();
      if (listeners.size > 0) {
        const traceIds = [...parts.keys()];
        for (const listener of listeners) listener(traceIds);
      }
    },
    trace(traceId) {
      const entry = byId.get(traceId);
      return entry === undefined ? undefined : spansOf(entry);
    },
    bodies(traceId) {
      const entry = byId.get(traceId);
      return entry === undefined ? undefined : { spans: entry.spans, bodies: table.bodiesOf(entry.number) };
    },
    traceIds: () => [...byId.keys()],
    find(query) {
      const items = itemsWanted(query);
      const found: Span[][] = [];
      for (const entry of entriesNewestFirst()) {
        if (found.length >= query.limit) break;
        if (!entry.chunks.some(chunk => mayMatch(chunk, query, items))) continue;
        const spans = spansOf(entry);
        if (spans.some(span => spanMatches(span, query))) found.push(spans);
      }
      return found;
    },
    *newestFirst() {
      for (const entry of entriesNewestFirst()) yield spansOf(entry);
    },
    catalog: seen,
    counts: () => ({ traces: byId.size, spans: spanCount, evictedTraces, evictedSpans, maxSpans }),
    onArrival(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kept: () => kept,
    flush: () => onDisk(() => table.flush()),
    close() {
      closed = true;
      clearTimeout(commit);
      onDisk(() => table.flush());
      table.close();
    },
  };
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
