// The trace store: spans in, traces out. Deliveries are kept as they came, as OTLP protobuf; one pass over their
// bytes finds what a search needs (scan/), and spans are decoded when someone looks.

import { decodeOtlpProtobuf, encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { SPAN_KINDS, type Span, type SpanKind } from '#trace-model/span.ts';
import { type Catalog, catalog } from './catalog.ts';
import { hasIds, type Sender } from './delivery.ts';
import { knownOperations } from './kept/known-operations.ts';
import { openLastingShelf } from './kept/lasting-shelf.ts';
import { withoutRepeats } from './repeats.ts';
import { scanDelivery } from './scan/delivery-scan.ts';
import type { Scan } from './scan/scan-result.ts';
import { spanMatches, type TraceQuery, wantedBy } from './search.ts';

export type StoreOptions = {
  /** Absent: in memory. */
  directory?: string | undefined;
  /** The oldest traces go when there are more spans than this. */
  maxSpans?: number | undefined;
  /** The same for the bytes of deliveries, packed, in memory or on disk. */
  maxBytes?: number | undefined;
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
  /**
   * An ExportTraceServiceRequest as it came, of which a copy is kept. On disk it is written when this returns. Throws UnreadableBody; spans without ids are left out.
   */
  take(body: Uint8Array): { spans: number; rejected: number };
  trace(traceId: string): Span[] | undefined;
  /** The same as it is kept: OTLP protobuf, in the order in which it came. What came twice is there twice. */
  bodies(traceId: string): { spans: number; bodies: Uint8Array[] } | undefined;
  /** Oldest first. */
  traceIds(): string[];
  /** Newest first. */
  find(query: TraceQuery): Span[][];
  /** The same, piece by piece, while others are served. */
  search(query: TraceQuery): Promise<Span[][]>;
  /** Newest first, all of them, read one at a time. */
  newestFirst(): Iterable<Span[]>;
  catalog: Pick<Catalog, 'services' | 'operations'>;
  counts(): Counts;
  /** Calls back with the ids of the traces that a delivery touched; answers how to stop that. */
  onArrival(listener: (traceIds: string[]) => void): () => void;
  /** 'memory' also when the disk could not be used. */
  kept(): 'memory' | 'disk';
  close(): void;
};

const DEFAULT_MAX_SPANS = 500_000;
const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;
/** About 5 ms of searching: to read a trace takes as long as to look at so many. */
const STEPS_A_PIECE = 50_000;
const STEPS_A_TRACE = 2_000;

export function openStore(options: StoreOptions = {}): TraceStore {
  const { directory, maxSpans = DEFAULT_MAX_SPANS, maxBytes = DEFAULT_MAX_BYTES } = options;
  const { onNotice = () => undefined } = options;
  const listeners = new Set<(traceIds: string[]) => void>();
  const seen = catalog();
  let evictedTraces = 0;
  let evictedSpans = 0;
  const lasting = openLastingShelf(directory, onNotice);
  const { shelf, onDisk } = lasting;
  const kindOf = (kind: number): SpanKind => SPAN_KINDS[kind] ?? 'unspecified';
  for (const { service, name, kind } of lasting.operations) seen.add(service, { name, kind: kindOf(kind) });
  const operations = knownOperations(operation => {
    const { service, name, kind } = operation;
    if (seen.add(service, { name, kind: kindOf(kind) })) lasting.addOperation(operation);
  });

  function evict(): void {
    const isFull = (): boolean => shelf().spans() > maxSpans || shelf().held() > maxBytes;
    if (!isFull()) return;
    const limit =
      shelf().spans() > maxSpans ? `${maxSpans} spans` : `${Math.floor(maxBytes / 1024 / 1024)} MB`;
    const first = evictedTraces === 0;
    // the newest stays, however large it is
    while (isFull() && shelf().traces() > 1) {
      const traces = shelf().traces();
      onDisk(() => {
        evictedSpans += shelf().dropOldest();
      });
      evictedTraces += traces - shelf().traces();
    }
    if (first)
      onNotice(
        `The store is full (its limit is ${limit}). From here on the oldest traces make room for new ones.`,
      );
  }

  /** Undefined when the body has to be read with care. What is answered holds until the next call. */
  function scanned(body: Uint8Array): Scan | undefined {
    const scan = scanDelivery(body, operations);
    if (scan === undefined) operations.dismiss();
    return scan;
  }

  function keep(scan: Scan, body: Uint8Array): void {
    let numbers: Iterable<number> = [];
    const before = shelf();
    operations.settle();
    onDisk(() => {
      // moving to memory scans what was kept before, and a scan holds until the next
      const found = shelf() === before ? scan : scanned(body);
      if (found !== undefined) numbers = shelf().put(found, body);
    });
    if (listeners.size > 0) {
      const traceIds = Array.from(numbers, shelf().idOf);
      for (const listener of listeners) listener(traceIds);
    }
    evict();
  }

  function keepEncoded(spans: Span[]): void {
    const body = encodeOtlpProtobuf(spans);
    const scan = scanned(body);
    if (scan === undefined)
      throw new Error('Spans were encoded in a way that the store does not understand.');
    keep(scan, body);
  }

  const spansOf = (number: number): Span[] =>
    withoutRepeats(
      shelf()
        .bodiesOf(number)
        .flatMap(body => decodeOtlpProtobuf(body)),
    );

  /** Traces that fit, newest first; in between, after some milliseconds of work, nothing. */
  function* matches(query: TraceQuery): Iterable<Span[] | undefined> {
    const wanted = wantedBy(query);
    let found = 0;
    let steps = 0;
    for (let below = shelf().next(); found < query.limit; ) {
      const from = Math.max(below - STEPS_A_PIECE, shelf().oldest());
      const number = shelf().newestThatMayMatch(from, below, wanted);
      steps += below - (number === 0 ? from : number);
      below = number === 0 ? from : number;
      if (number !== 0) {
        steps += STEPS_A_TRACE;
        const spans = spansOf(number);
        if (spans.some(span => spanMatches(span, query))) {
          found++;
          yield spans;
        }
      } else if (below <= shelf().oldest()) return;
      if (steps < STEPS_A_PIECE) continue;
      steps = 0;
      yield undefined;
    }
  }

  evict();

  return {
    add(spans, { protocol, raw }) {
      const scan = protocol === 'http/json' ? undefined : scanned(raw);
      // JSON, and a delivery of which something was left out, is written anew.
      if (scan?.spans === spans.length) keep(scan, raw);
      else if (spans.length > 0) keepEncoded(spans);
    },
    take(body) {
      const scan = scanned(body);
      if (scan !== undefined) {
        if (scan.spans > 0) keep(scan, body);
        return { spans: scan.spans, rejected: 0 };
      }
      const spans = decodeOtlpProtobuf(body);
      const usable = spans.filter(hasIds);
      if (usable.length > 0) keepEncoded(usable);
      return { spans: spans.length, rejected: spans.length - usable.length };
    },
    trace(traceId) {
      const number = shelf().find(traceId);
      return number === 0 ? undefined : spansOf(number);
    },
    bodies(traceId) {
      const number = shelf().find(traceId);
      return number === 0 ? undefined : { spans: shelf().spansOf(number), bodies: shelf().bodiesOf(number) };
    },
    traceIds() {
      const ids: string[] = [];
      for (let number = shelf().oldest(); number < shelf().next(); number++)
        if (shelf().has(number)) ids.push(shelf().idOf(number));
      return ids;
    },
    find: query => Array.from(matches(query)).filter(step => step !== undefined),
    async search(query) {
      const found: Span[][] = [];
      for (const step of matches(query)) {
        if (step === undefined) await new Promise(resolve => setImmediate(resolve));
        else found.push(step);
      }
      return found;
    },
    *newestFirst() {
      for (let number = shelf().next() - 1; number >= shelf().oldest(); number--)
        if (shelf().has(number)) yield spansOf(number);
    },
    catalog: seen,
    counts: () => ({
      traces: shelf().traces(),
      spans: shelf().spans(),
      evictedTraces,
      evictedSpans,
      maxSpans,
    }),
    onArrival(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kept: lasting.kept,
    close: () => shelf().close(),
  };
}
