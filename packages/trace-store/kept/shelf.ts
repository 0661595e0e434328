// All that is kept: the traces, the pages their deliveries lie on, and the file, where there is one. What the disk
// refuses is thrown to who asked; this does not know what to do then.

import { ID_WORDS, type Scan } from '../scan/scan-result.ts';
import type { Wanted } from '../search.ts';
import { rowOf } from './chunk-row.ts';
import type { Disk } from './disk.ts';
import { loadPages } from './load.ts';
import { pageBodies } from './page-bodies.ts';
import { pageReader } from './page-reader.ts';
import { addChunks, mayMatch, newPage, type Page, pageList, trim } from './pages.ts';
import { traceTable, wordsOfId } from './trace-table.ts';

export type Shelf = {
  spans(): number;
  traces(): number;
  /** Bytes of deliveries, on disk or else in memory. */
  held(): number;
  /** Copies the body. Answers the numbers of the traces in it, until the next call. */
  put(scan: Scan, body: Uint8Array): Uint32Array;
  /** 0 when there is no such trace. */
  find(traceId: string): number;
  /** The numbers there may be: from `oldest` to below `next`, some of them without a trace. */
  oldest(): number;
  next(): number;
  has(number: number): boolean;
  idOf(number: number): string;
  spansOf(number: number): number;
  /** As OTLP protobuf, in the order in which they came. */
  bodiesOf(number: number): Uint8Array[];
  /** Of the traces from one number to below another; 0 when a search finds nothing in any. */
  newestThatMayMatch(from: number, below: number, wanted: Wanted): number;
  /** Answers how many spans went. */
  dropOldest(): number;
  close(): void;
};

type Rows = { first: number; last: number; bytes: number };
const NO_ROWS: Rows = { first: 0, last: 0, bytes: 0 };

/** Chunks on a page, however small they are. */
const MOST_CHUNKS = 2048;

export function openShelf(disk?: Disk): Shelf {
  const traces = traceTable();
  const pages = pageList();
  const rows = new Map<Page, Rows>();
  const fromDisk = (page: Page): Uint8Array => {
    const { first, last } = rows.get(page) ?? NO_ROWS;
    return disk?.bodiesOf(first, last) ?? new Uint8Array();
  };
  const bodies = pageBodies(disk === undefined ? undefined : fromDisk);
  const reader = pageReader(bodies);
  let numbers = new Uint32Array(64);
  let current: Page | undefined;
  let nextChunk = 1;
  let nextRow = 1;
  let spanCount = 0;
  let diskBytes = 0;
  let traceCount = 0;

  function link(number: number, chunk: number, spans: number): void {
    const before = traces.lastChunkOf(number);
    if (before === 0) traceCount++;
    else {
      const page = pages.of(before);
      page.next[before - page.firstChunk] = chunk;
    }
    traces.addChunk(number, chunk, spans);
    spanCount += spans;
  }

  function pageFor(bytes: number): Page {
    if (current !== undefined && current.chunks < MOST_CHUNKS && bodies.hasRoom(current, bytes))
      return current;
    closeCurrent();
    current = newPage(nextChunk);
    pages.add(current);
    return current;
  }

  function closeCurrent(): void {
    if (current === undefined) return;
    trim(current);
    bodies.close(current);
    current = undefined;
  }

  function numberAll({ chunks, traceIds }: Scan): void {
    if (chunks > numbers.length) numbers = new Uint32Array(chunks * 2);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const at = chunk * ID_WORDS;
      const a = traceIds[at] ?? 0;
      const b = traceIds[at + 1] ?? 0;
      const c = traceIds[at + 2] ?? 0;
      const d = traceIds[at + 3] ?? 0;
      numbers[chunk] = traces.find(a, b, c, d) || traces.add(a, b, c, d);
    }
  }

  function enter(page: Page, scan: Scan): void {
    const first = page.chunks;
    addChunks(page, scan, numbers);
    nextChunk += scan.chunks;
    for (let index = 0; index < scan.chunks; index++)
      link(numbers[index] ?? 0, page.firstChunk + first + index, scan.spanCounts[index] ?? 0);
  }

  function addRow(page: Page, id: number, bytes: number): void {
    const before = rows.get(page);
    rows.set(page, { first: before?.first ?? id, last: id, bytes: (before?.bytes ?? 0) + bytes });
    diskBytes += bytes;
    nextRow = id + 1;
  }

  function remove(page: Page): void {
    pages.remove(page);
    bodies.drop(page);
    const gone = rows.get(page);
    rows.delete(page);
    if (gone === undefined) return;
    diskBytes -= gone.bytes;
    disk?.remove(gone.first, gone.last);
  }

  if (disk !== undefined) {
    loadPages(disk, {
      traces,
      addPage: pages.add,
      addRow: (page, { id, bytes }) => addRow(page, id, bytes),
      link,
    });
    const last = pages.all.at(-1);
    if (last !== undefined) nextChunk = last.firstChunk + last.chunks;
    for (const each of pages.all.filter(({ alive }) => alive === 0)) remove(each);
  }

  return {
    spans: () => spanCount,
    traces: () => traceCount,
    held: () => (disk === undefined ? bodies.held() : diskBytes),
    put(scan, body) {
      numberAll(scan);
      const page = pageFor(body.length);
      if (disk !== undefined) {
        const first = rows.get(page)?.first ?? nextRow;
        const row = { id: nextRow, page: first, chunks: rowOf(scan, numbers) };
        addRow(page, row.id, disk.add(row, body, traces.oldest));
      }
      bodies.append(page, body);
      enter(page, scan);
      return numbers.subarray(0, scan.chunks);
    },
    find(traceId) {
      const words = wordsOfId(traceId);
      return words === undefined ? 0 : traces.find(...words);
    },
    oldest: () => traces.oldest,
    next: () => traces.next,
    has: number => number >= traces.oldest && number < traces.next && traces.firstChunkOf(number) !== 0,
    idOf: traces.idOf,
    spansOf: traces.spansOf,
    bodiesOf(number) {
      const traceId = traces.idOf(number);
      const parts: Uint8Array[] = [];
      let before: Page | undefined;
      for (let chunk = traces.firstChunkOf(number); chunk !== 0; ) {
        const page = pages.of(chunk);
        chunk = page.next[chunk - page.firstChunk] ?? 0;
        // a page's part has all its chunks of this trace
        if (page === before) continue;
        before = page;
        const part = reader.part(page, traceId);
        if (part !== undefined) parts.push(part);
      }
      return parts;
    },
    newestThatMayMatch(from, below, wanted) {
      for (let number = below - 1; number >= from; number--)
        for (let chunk = traces.firstChunkOf(number); chunk !== 0; ) {
          const page = pages.of(chunk);
          const index = chunk - page.firstChunk;
          if (mayMatch(page, index, wanted)) return number;
          chunk = page.next[index] ?? 0;
        }
      return 0;
    },
    dropOldest() {
      const number = traces.oldest;
      const gone = traces.spansOf(number);
      let chunk = traces.firstChunkOf(number);
      if (chunk !== 0) traceCount--;
      spanCount -= gone;
      traces.dropOldest();
      while (chunk !== 0) {
        const page = pages.of(chunk);
        chunk = page.next[chunk - page.firstChunk] ?? 0;
        // should it come again, its spans of now are not to be on the same page as those
        if (page === current) closeCurrent();
        page.alive--;
        if (page.alive === 0) remove(page);
      }
      return gone;
    },
    close: () => disk?.close(),
  };
}
