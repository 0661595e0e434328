// One trace as columns: what every view of it reads. A row is a span; row r of one column belongs to row r of
// every other. 50,000 objects would take a second to make and 50 MB to keep; 50,000 numbers take nothing.
//
// ORDER. Rows stand as the waterfall shows them with nothing collapsed: a parent before its children, siblings
// by start, true roots first, then what was salvaged (`mark`). So the subtree of row r is the rows
// r … r + size[r] − 1, and a parent's row is always smaller than its child's.
//
// TIME. Nanoseconds after the trace's earliest start (`startNano`), whole numbers in doubles: exact up to 104
// days. `start[r] + duration[r]` is the exact end. A duration can be 0 or negative where a clock was broken.
// For people: durationText(duration[r] / 1000), from words/duration.ts, takes microseconds.
//
// TEXT. `name`, `scope`, `statusMessage` and `eventName` are indexes into `strings` (0 is ''); `service` is an index
// into `services`. Use the functions below.
//
// EVENTS of row r: eventTime[i] and eventName[i] for i in eventFrom[r] … eventFrom[r + 1] − 1.
//
// ATTRIBUTES come with small traces and are fetched after the first paint of big ones; until then
// `attributes` is undefined. Values are text; a span's own types are in its details. `resource[r]` is an index into
// `resources`, which is always there.
//
// Where it comes from: fetchTrace (load-trace.ts) in the pages, columnsOfSpans (from-spans.ts) in lessons and tests.

import { SPAN_KINDS, type SpanKind, STATUS_CODES, type StatusCode } from '#trace-model/span.ts';

export type TraceColumns = {
  traceId: string;
  /** The earliest start, nanoseconds since 1970. */
  startNano: bigint;
  /** From the earliest start to the latest end, nanoseconds. */
  traceDuration: number;
  /** How many spans. */
  rows: number;
  strings: readonly string[];
  services: readonly string[];
  resources: readonly ResourceColumns[];

  /** Two for each row: high and low 32 bits. `spanIdOf` makes it text. */
  spanIds: Uint32Array;
  /** The parent as the span names it, there or not; two for each row, both 0 for a root. */
  parentIds: Uint32Array;
  /** The row of the parent, or −1: a root, an orphan, the cut of a ring. */
  parent: Int32Array;
  depth: Uint32Array;
  /** Rows of the subtree, the row itself included. */
  size: Uint32Array;
  /** An index into MARKS. */
  mark: Uint8Array;
  start: Float64Array;
  duration: Float64Array;
  service: Uint32Array;
  resource: Uint32Array;
  name: Uint32Array;
  scope: Uint32Array;
  /** An index into SPAN_KINDS. */
  kind: Uint8Array;
  /** An index into STATUS_CODES. */
  status: Uint8Array;
  statusMessage: Uint32Array;
  /** As on the wire: 0x01 sampled, 0x02 random, 0x100 whether the parent was remote is known, 0x200 it was. */
  flags: Uint32Array;
  links: Uint32Array;
  /** Attributes, events and links that the SDK left out, together. */
  dropped: Uint32Array;
  eventFrom: Uint32Array;
  eventTime: Float64Array;
  eventName: Uint32Array;
  /** The HTTP status a span tells of, 0 where it tells none. Known before the attributes are, as oldNames are. */
  answered: Uint16Array;
  /** Attributes by a name they had before, each at the first row that has it. */
  oldNames: readonly OldName[];

  attributes: AttributeColumns | undefined;
};

export type OldName = { name: string; row: number };

/** Pairs of row r: keys[i] and values[i] for i in from[r] … from[r + 1] − 1, indexes into `strings`. */
export type AttributePairs = { from: Uint32Array; keys: Uint32Array; values: Uint32Array };
export type AttributeColumns = {
  strings: readonly string[];
  own: AttributePairs;
  /** Of all the events of a row together. */
  ofEvents: AttributePairs;
};
/** Of one process. `attributes` are [key, text]. */
export type ResourceColumns = { service: string; attributes: readonly (readonly [string, string])[] };

export type RowMark = 'orphan' | 'cycle' | 'duplicate';
/** What the numbers of `mark` mean; 0 is nothing odd. */
export const MARKS: readonly (RowMark | undefined)[] = [undefined, 'orphan', 'cycle', 'duplicate'];

const hex = (number: number | undefined): string => (number ?? 0).toString(16).padStart(8, '0');

export const spanIdOf = ({ spanIds }: TraceColumns, row: number): string =>
  hex(spanIds[2 * row]) + hex(spanIds[2 * row + 1]);

/** '' for a root. */
export const parentIdOf = ({ parentIds }: TraceColumns, row: number): string => {
  const id = hex(parentIds[2 * row]) + hex(parentIds[2 * row + 1]);
  return id === '0000000000000000' ? '' : id;
};

export const nameOf = ({ strings, name }: TraceColumns, row: number): string => strings[name[row] ?? 0] ?? '';
export const serviceOf = ({ services, service }: TraceColumns, row: number): string =>
  services[service[row] ?? 0] ?? '';
export const scopeOf = ({ strings, scope }: TraceColumns, row: number): string =>
  strings[scope[row] ?? 0] ?? '';
export const kindOf = ({ kind }: TraceColumns, row: number): SpanKind =>
  SPAN_KINDS[kind[row] ?? 0] ?? 'unspecified';
export const statusOf = ({ status }: TraceColumns, row: number): StatusCode =>
  STATUS_CODES[status[row] ?? 0] ?? 'unset';
export const statusMessageOf = ({ strings, statusMessage }: TraceColumns, row: number): string =>
  strings[statusMessage[row] ?? 0] ?? '';
export const markOf = ({ mark }: TraceColumns, row: number): RowMark | undefined => MARKS[mark[row] ?? 0];
export const isError = ({ status }: TraceColumns, row: number): boolean => status[row] === 2;

/** True or false when the SDK said whether the parent came over the wire, undefined when it did not say. */
export const parentIsRemoteAt = ({ flags }: TraceColumns, row: number): boolean | undefined => {
  const bits = flags[row] ?? 0;
  return (bits & 0x100) === 0 ? undefined : (bits & 0x200) !== 0;
};

/** The rows right under a row, in order of start. */
export function* childrenOf({ size }: TraceColumns, row: number): Generator<number> {
  const end = row + (size[row] ?? 1);
  for (let child = row + 1; child < end; child += size[child] ?? 1) yield child;
}

/** The rows without a parent: true roots, then what was salvaged. */
export function* rootsOf({ size, rows }: TraceColumns): Generator<number> {
  for (let row = 0; row < rows; row += size[row] ?? 1) yield row;
}

/** The row of a span id (16 hex digits; fewer are filled with zeros), or −1. Looks at every row: 0.1 ms for 50,000. */
export const rowOfSpan = ({ spanIds, rows }: TraceColumns, spanId: string): number => {
  const id = spanId.toLowerCase().padStart(16, '0');
  const high = Number.parseInt(id.slice(0, 8), 16);
  const low = Number.parseInt(id.slice(8), 16);
  for (let row = 0; row < rows; row++)
    if (spanIds[2 * row] === high && spanIds[2 * row + 1] === low) return row;
  return -1;
};

/** The text of a span's own attribute; undefined when it has none, or the attributes have not come yet. */
export const attributeOf = ({ attributes }: TraceColumns, row: number, key: string): string | undefined => {
  if (attributes === undefined) return undefined;
  const { strings, own } = attributes;
  const end = own.from[row + 1] ?? 0;
  for (let i = own.from[row] ?? 0; i < end; i++)
    if (strings[own.keys[i] ?? 0] === key) return strings[own.values[i] ?? 0];
  return undefined;
};
