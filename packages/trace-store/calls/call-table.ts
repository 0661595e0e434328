// What the service graph needs of every span, in columns: 45 bytes a span, so that counting 100,000 of them over a
// window of time takes some 20 ms, and no span has to be decoded twice. A trace is put in anew when it changes.

import { durationNano, type Span, serviceName } from '#trace-model/span.ts';
import { outsideOf } from './outside.ts';

export type CountedTrace = {
  traceId: string;
  /** Its rows. */
  from: number;
  to: number;
  startNano: bigint;
  endNano: bigint;
};

export type CallColumns = {
  /** Places in `names`; -1 is none. */
  service: Int32Array;
  /** The service of the parent, where the parent is known. */
  caller: Int32Array;
  /** What a client span called that sent no span itself. */
  outside: Int32Array;
  operation: Int32Array;
  startMillis: Float64Array;
  micros: Float64Array;
  failed: Uint8Array;
  spanId: BigUint64Array;
};

export type CallTable = {
  /** In the place of what is there of the trace. */
  put(traceId: string, spans: readonly Span[]): void;
  drop(traceId: string): void;
  traces(): IterableIterator<CountedTrace>;
  traceIds(): IterableIterator<string>;
  size(): number;
  /** Valid until the next put. */
  columns(): CallColumns;
  name(at: number): string;
};

export const NONE = -1;
const FIRST_ROOM = 1024;
/** Fewer rows without a trace are not worth moving the others for. */
const WORTH_TIDYING = 10_000;

const columnsFor = (rows: number): CallColumns => ({
  service: new Int32Array(rows),
  caller: new Int32Array(rows),
  outside: new Int32Array(rows),
  operation: new Int32Array(rows),
  startMillis: new Float64Array(rows),
  micros: new Float64Array(rows),
  failed: new Uint8Array(rows),
  spanId: new BigUint64Array(rows),
});

export function callTable(): CallTable {
  const traces = new Map<string, CountedTrace>();
  let names: string[] = [];
  let placeOf = new Map<string, number>();
  let columns = columnsFor(FIRST_ROOM);
  let used = 0;
  let dead = 0;

  const placed = (name: string): number => {
    const known = placeOf.get(name);
    if (known !== undefined) return known;
    names.push(name);
    placeOf.set(name, names.length - 1);
    return names.length - 1;
  };
  const room = (rows: number): void => {
    const have = columns.service.length;
    if (used + rows <= have) return;
    const larger = columnsFor(Math.max(used + rows, have * 2));
    copyRows(columns, 0, used, larger, 0);
    columns = larger;
  };
  /** Closes the gaps, and forgets the names that nobody has any more. */
  const tidy = (): void => {
    if (dead < WORTH_TIDYING || dead < used / 2) return;
    const before = { columns, names };
    columns = columnsFor(Math.max(FIRST_ROOM, used - dead));
    names = [];
    placeOf = new Map();
    used = 0;
    dead = 0;
    const again = (place: number): number => (place === NONE ? NONE : placed(before.names[place] ?? ''));
    for (const trace of traces.values()) {
      copyRows(before.columns, trace.from, trace.to, columns, used);
      const to = used + trace.to - trace.from;
      for (let row = used; row < to; row++)
        for (const column of [columns.service, columns.caller, columns.outside, columns.operation])
          column[row] = again(column[row] ?? NONE);
      trace.from = used;
      trace.to = to;
      used = to;
    }
  };
  const drop = (traceId: string): void => {
    const trace = traces.get(traceId);
    if (trace === undefined) return;
    traces.delete(traceId);
    dead += trace.to - trace.from;
  };

  return {
    put(traceId, spans) {
      drop(traceId);
      tidy();
      const [first] = spans;
      if (first === undefined) return;
      room(spans.length);
      const byId = new Map(spans.map(span => [span.spanId, span]));
      const answered = new Set(spans.map(({ parentSpanId }) => parentSpanId));
      const trace = {
        traceId,
        from: used,
        to: used + spans.length,
        startNano: first.startNano,
        endNano: first.endNano,
      };
      for (const span of spans) {
        const row = used++;
        const parent = span.parentSpanId === '' ? undefined : byId.get(span.parentSpanId);
        const outside = answered.has(span.spanId) ? undefined : outsideOf(span);
        columns.service[row] = placed(serviceName(span));
        columns.caller[row] = parent === undefined ? NONE : placed(serviceName(parent));
        columns.outside[row] = outside === undefined ? NONE : placed(outside);
        columns.operation[row] = placed(span.name);
        columns.startMillis[row] = Number(span.startNano) / 1e6;
        columns.micros[row] = Number(durationNano(span)) / 1000;
        columns.failed[row] = span.status.code === 'error' ? 1 : 0;
        columns.spanId[row] = BigInt(`0x${span.spanId || '0'}`);
        if (span.startNano < trace.startNano) trace.startNano = span.startNano;
        if (span.endNano > trace.endNano) trace.endNano = span.endNano;
      }
      traces.set(traceId, trace);
    },
    drop(traceId) {
      drop(traceId);
      tidy();
    },
    traces: () => traces.values(),
    traceIds: () => traces.keys(),
    size: () => traces.size,
    columns: () => columns,
    name: at => names[at] ?? '',
  };
}

function copyRows(source: CallColumns, from: number, to: number, target: CallColumns, at: number): void {
  target.service.set(source.service.subarray(from, to), at);
  target.caller.set(source.caller.subarray(from, to), at);
  target.outside.set(source.outside.subarray(from, to), at);
  target.operation.set(source.operation.subarray(from, to), at);
  target.startMillis.set(source.startMillis.subarray(from, to), at);
  target.micros.set(source.micros.subarray(from, to), at);
  target.failed.set(source.failed.subarray(from, to), at);
  target.spanId.set(source.spanId.subarray(from, to), at);
}
