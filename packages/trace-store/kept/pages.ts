// Deliveries lie on pages. One page is a run of deliveries of about 256 kB together, and a few numbers for each
// chunk in them; a chunk is what one delivery held of one trace. Chunks are numbered in the order in which they came.

import { mayHold } from '../scan/attribute-filter.ts';
import { type Scan, TIMES } from '../scan/scan-result.ts';
import { widened, widenedFloats } from '../scan/scratch.ts';
import type { Wanted } from '../search.ts';

export type Page = {
  readonly firstChunk: number;
  chunks: number;
  /** Chunks whose traces are still kept. */
  alive: number;
  /** For each chunk: its trace's number, its spans, and the next chunk of the same trace, or 0. */
  traces: Uint32Array<ArrayBuffer>;
  spans: Uint32Array<ArrayBuffer>;
  next: Uint32Array<ArrayBuffer>;
  times: Float64Array<ArrayBuffer>;
  filterEnds: Uint32Array<ArrayBuffer>;
  filters: Uint32Array<ArrayBuffer>;
};

export function newPage(firstChunk: number): Page {
  const room = 4;
  return {
    firstChunk,
    chunks: 0,
    alive: 0,
    traces: new Uint32Array(room),
    spans: new Uint32Array(room),
    next: new Uint32Array(room),
    times: new Float64Array(room * TIMES),
    filterEnds: new Uint32Array(room),
    filters: new Uint32Array(room * 8),
  };
}

/** The scan's chunks join the page; `traces` are their numbers. */
export function addChunks(page: Page, scan: Scan, traces: Uint32Array): void {
  const first = page.chunks;
  const count = first + scan.chunks;
  const filtersFrom = first === 0 ? 0 : (page.filterEnds[first - 1] ?? 0);
  const filterWords = scan.filterEnds[scan.chunks - 1] ?? 0;
  if (count > page.spans.length) setRoom(page, Math.max(count, first * 2));
  if (filtersFrom + filterWords > page.filters.length)
    page.filters = widened(page.filters, Math.max(filtersFrom + filterWords, filtersFrom * 2));
  page.filters.set(scan.filters.subarray(0, filterWords), filtersFrom);
  page.traces.set(traces.subarray(0, scan.chunks), first);
  page.spans.set(scan.spanCounts.subarray(0, scan.chunks), first);
  page.times.set(scan.times.subarray(0, scan.chunks * TIMES), first * TIMES);
  for (let index = 0; index < scan.chunks; index++)
    page.filterEnds[first + index] = filtersFrom + (scan.filterEnds[index] ?? 0);
  page.chunks = count;
  page.alive += scan.chunks;
}

function setRoom(page: Page, room: number): void {
  page.traces = widened(page.traces.subarray(0, room), room);
  page.spans = widened(page.spans.subarray(0, room), room);
  page.next = widened(page.next.subarray(0, room), room);
  page.times = widenedFloats(page.times.subarray(0, room * TIMES), room * TIMES);
  page.filterEnds = widened(page.filterEnds.subarray(0, room), room);
}

/** Nothing is added to it any more: what it holds in reserve is let go. */
export function trim(page: Page): void {
  const words = page.filterEnds[page.chunks - 1] ?? 0;
  if (page.filters.length > words) page.filters = page.filters.slice(0, words);
  if (page.spans.length > page.chunks) setRoom(page, page.chunks);
}

/** Whether a search may find something in this chunk. */
export function mayMatch(page: Page, index: number, wanted: Wanted): boolean {
  const { times, filterEnds, filters } = page;
  const at = index * TIMES;
  if ((times[at] ?? 0) > wanted.startMaxMicros) return false;
  if ((times[at + 1] ?? 0) < wanted.startMinMicros) return false;
  if ((times[at + 3] ?? 0) < wanted.durationMinMicros) return false;
  if ((times[at + 2] ?? 0) > wanted.durationMaxMicros) return false;
  const from = index === 0 ? 0 : (filterEnds[index - 1] ?? 0);
  const to = filterEnds[index] ?? 0;
  for (const spellings of wanted.items) {
    let held = false;
    for (const item of spellings) held ||= mayHold(filters, from, to, item);
    if (!held) return false;
  }
  return true;
}

/** The pages in their order. */
export type PageList = {
  readonly all: readonly Page[];
  add(page: Page): void;
  remove(page: Page): void;
  /** The page with this chunk, which has to be kept. */
  of(chunk: number): Page;
};

export function pageList(): PageList {
  const all: Page[] = [];
  let last: Page | undefined;
  const has = (page: Page, chunk: number): boolean =>
    chunk >= page.firstChunk && chunk < page.firstChunk + page.chunks;
  return {
    all,
    add: page => all.push(page),
    remove(page) {
      all.splice(all.indexOf(page), 1);
      if (last === page) last = undefined;
    },
    of(chunk) {
      // neighbors are asked for one after the other
      if (last !== undefined && has(last, chunk)) return last;
      let low = 0;
      let high = all.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((all[middle]?.firstChunk ?? 0) <= chunk) low = middle;
        else high = middle - 1;
      }
      last = all[low];
      if (last === undefined || !has(last, chunk)) throw new Error(`Chunk ${chunk} is on no page.`);
      return last;
    },
  };
}
