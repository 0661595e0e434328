// What a scan has found so far: one chunk for each trace of the delivery. The lists are used again by the next scan.

import { setItem, wordsFor } from './attribute-filter.ts';
import { push, type Words, widened, widenedFloats, words } from './scratch.ts';
import { unsure } from './wire.ts';

/** Numbers of a chunk's times: start from, start to, duration from, duration to, in microseconds. */
export const TIMES = 4;
/** Words of a trace id. */
export const ID_WORDS = 4;

export type Scan = {
  spans: number;
  chunks: number;
  /** ID_WORDS for each chunk. */
  traceIds: Uint32Array<ArrayBuffer>;
  spanCounts: Uint32Array<ArrayBuffer>;
  /** TIMES for each chunk. */
  times: Float64Array<ArrayBuffer>;
  /** A chunk's filter begins where that of the chunk before it ends. */
  filterEnds: Uint32Array<ArrayBuffer>;
  filters: Uint32Array<ArrayBuffer>;
};

const scan: Scan = {
  spans: 0,
  chunks: 0,
  traceIds: new Uint32Array(64 * ID_WORDS),
  spanCounts: new Uint32Array(64),
  times: new Float64Array(64 * TIMES),
  filterEnds: new Uint32Array(64),
  filters: new Uint32Array(1024),
};
const START = { groups: 8192, filters: 1024 };
/** What one huge delivery needed is not kept for those that follow: 16 MB. */
const MOST_KEPT = 4 * 1024 * 1024;

let view: DataView = new DataView(new ArrayBuffer(0));
/** Items by span: where the group before it of the same chunk begins (0: none), how many items, the items. */
let groups: Words = words(START.groups);
/** For each chunk its newest group, how many items its groups have, and the scope whose items it has already. */
let newest = new Uint32Array(64);
let itemCounts = new Uint32Array(64);
let scopeSeen = new Uint32Array(64);
/** Chunks by their trace id: chunk + 1, or 0. A power of two long, at most half full. */
let table = new Uint32Array(256);
let last = 0;

export function openScan(over: DataView): void {
  view = over;
  scan.spans = 0;
  scan.chunks = 0;
  groups.count = 1;
  last = 0;
  table.fill(0);
}

/** A span whose trace id, start and end stand at these places; 0 where it has no such time. */
export function noteSpan(
  traceAt: number,
  startAt: number,
  endsAt: number,
  own: Words,
  shared: Words,
  scope: number,
): void {
  const chunk = chunkOf(traceAt);
  const startHigh = startAt === 0 ? 0 : view.getUint32(startAt + 4, true);
  const startLow = startAt === 0 ? 0 : view.getUint32(startAt, true);
  const endHigh = endsAt === 0 ? 0 : view.getUint32(endsAt + 4, true);
  const endLow = endsAt === 0 ? 0 : view.getUint32(endsAt, true);
  const start = (startHigh * 0x100000000 + startLow) / 1000;
  const duration = ((endHigh - startHigh) * 0x100000000 + (endLow - startLow)) / 1000;
  const { times } = scan;
  const at = chunk * TIMES;
  // Widened by a microsecond, so that rounding never hides a span.
  if (start - 1 < (times[at] ?? 0)) times[at] = start - 1;
  if (start + 1 > (times[at + 1] ?? 0)) times[at + 1] = start + 1;
  if (duration - 1 < (times[at + 2] ?? 0)) times[at + 2] = duration - 1;
  if (duration + 1 > (times[at + 3] ?? 0)) times[at + 3] = duration + 1;
  scan.spans++;
  scan.spanCounts[chunk] = (scan.spanCounts[chunk] ?? 0) + 1;
  addGroup(chunk, own);
  if (scopeSeen[chunk] !== scope) {
    scopeSeen[chunk] = scope;
    addGroup(chunk, shared);
  }
}

function addGroup(chunk: number, items: Words): void {
  const begin = groups.count;
  push(groups, newest[chunk] ?? 0);
  push(groups, items.count);
  for (let index = 0; index < items.count; index++) push(groups, items.list[index] ?? 0);
  newest[chunk] = begin;
  itemCounts[chunk] = (itemCounts[chunk] ?? 0) + items.count;
}

function chunkOf(traceAt: number): number {
  const a = view.getUint32(traceAt, true);
  const b = view.getUint32(traceAt + 4, true);
  const c = view.getUint32(traceAt + 8, true);
  const d = view.getUint32(traceAt + 12, true);
  if (scan.chunks > 0 && isTrace(last, a, b, c, d)) return last;
  if ((a | b | c | d) === 0) throw unsure;
  let slot = hashOfId(a, b, c, d) & (table.length - 1);
  for (let entry = table[slot] ?? 0; entry !== 0; entry = table[slot] ?? 0) {
    if (isTrace(entry - 1, a, b, c, d)) {
      last = entry - 1;
      return last;
    }
    slot = (slot + 1) & (table.length - 1);
  }
  last = scan.chunks;
  if (last === scan.spanCounts.length) widen();
  scan.chunks++;
  scan.traceIds.set([a, b, c, d], last * ID_WORDS);
  scan.spanCounts[last] = 0;
  const infinity = Number.POSITIVE_INFINITY;
  scan.times.set([infinity, -infinity, infinity, -infinity], last * TIMES);
  newest[last] = 0;
  itemCounts[last] = 0;
  scopeSeen[last] = 0;
  table[slot] = scan.chunks;
  if (scan.chunks * 2 > table.length) enterAgain(table.length * 2);
  return last;
}

function isTrace(chunk: number, a: number, b: number, c: number, d: number): boolean {
  const { traceIds } = scan;
  const at = chunk * ID_WORDS;
  return traceIds[at] === a && traceIds[at + 1] === b && traceIds[at + 2] === c && traceIds[at + 3] === d;
}

/** Ids are random but for those that tests count up. */
export function hashOfId(a: number, b: number, c: number, d: number): number {
  const hash = Math.imul(a ^ Math.imul(d, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(b ^ (c << 7), 0xc2b2ae35);
  return (hash ^ (hash >>> 15) ^ (hash >>> 7)) >>> 0;
}

function enterAgain(room: number): void {
  table = new Uint32Array(room);
  const { traceIds } = scan;
  for (let chunk = 0; chunk < scan.chunks; chunk++) {
    const at = chunk * ID_WORDS;
    const [a = 0, b = 0, c = 0, d = 0] = traceIds.subarray(at, at + ID_WORDS);
    let slot = hashOfId(a, b, c, d) & (room - 1);
    while (table[slot] !== 0) slot = (slot + 1) & (room - 1);
    table[slot] = chunk + 1;
  }
}

function widen(): void {
  const room = scan.spanCounts.length * 2;
  scan.traceIds = widened(scan.traceIds, room * ID_WORDS);
  scan.spanCounts = widened(scan.spanCounts, room);
  scan.times = widenedFloats(scan.times, room * TIMES);
  scan.filterEnds = widened(scan.filterEnds, room);
  newest = widened(newest, room);
  itemCounts = widened(itemCounts, room);
  scopeSeen = widened(scopeSeen, room);
}

/** The same few items fill a trace's spans: each goes into the filter once, and the filter is made for as many. */
let seen = new Uint32Array(1024);
let seenBy = new Uint32Array(1024);
let turn = 0;
const distinct: Words = words(512);

export function sealScan(): Scan {
  let end = 0;
  for (let chunk = 0; chunk < scan.chunks; chunk++) {
    findDistinct(chunk);
    const from = end;
    end += wordsFor(distinct.count);
    if (end > scan.filters.length)
      scan.filters = widened(scan.filters, Math.max(end, scan.filters.length * 2));
    scan.filters.fill(0, from, end);
    for (let index = 0; index < distinct.count; index++)
      setItem(scan.filters, from, end, distinct.list[index] ?? 0);
    scan.filterEnds[chunk] = end;
  }
  if (groups.list.length > MOST_KEPT) groups = words(START.groups);
  if (scan.filters.length > MOST_KEPT) {
    const result = { ...scan };
    scan.filters = new Uint32Array(START.filters);
    return result;
  }
  return scan;
}

function findDistinct(chunk: number): void {
  let room = 64;
  while (room < (itemCounts[chunk] ?? 0) * 2) room *= 2;
  if (room > seen.length) {
    seen = new Uint32Array(room);
    seenBy = new Uint32Array(room);
    turn = 0;
  }
  turn++;
  const mask = room - 1;
  const { list } = groups;
  distinct.count = 0;
  for (let group = newest[chunk] ?? 0; group !== 0; group = list[group] ?? 0) {
    const to = group + 2 + (list[group + 1] ?? 0);
    for (let index = group + 2; index < to; index++) {
      const item = list[index] ?? 0;
      let slot = (item ^ (item >>> 16)) & mask;
      while (seenBy[slot] === turn && seen[slot] !== item) slot = (slot + 1) & mask;
      if (seenBy[slot] === turn) continue;
      seenBy[slot] = turn;
      seen[slot] = item;
      push(distinct, item);
    }
  }
}
