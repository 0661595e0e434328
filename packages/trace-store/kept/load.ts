// What a file of before holds, up to what had to make room since: its rows as pages of chunks again.

import { ID_WORDS, type Scan } from '../scan/scan-result.ts';
import { scanOfRow } from './chunk-row.ts';
import type { Disk, KeptRow } from './disk.ts';
import { addChunks, newPage, type Page, trim } from './pages.ts';
import type { TraceTable } from './trace-table.ts';

export type LoadInto = {
  traces: TraceTable;
  addPage(page: Page): void;
  addRow(page: Page, row: KeptRow): void;
  /** The page's chunk belongs to this trace. */
  link(trace: number, chunk: number, spans: number): void;
};

export function loadPages(disk: Disk, { traces, addPage, addRow, link }: LoadInto): void {
  const oldestTrace = disk.oldestTrace();
  let nextChunk = 1;
  let pageNumber = 0;
  let page: Page | undefined;
  for (const row of disk.rows()) {
    if (page === undefined || row.page !== pageNumber) {
      if (page !== undefined) trim(page);
      page = newPage(nextChunk);
      pageNumber = row.page;
      addPage(page);
    }
    const { scan, traces: numbers } = scanOfRow(row.chunks);
    const first = nextChunk;
    addChunks(page, scan, numbers);
    nextChunk += scan.chunks;
    addRow(page, row);
    for (let index = 0; index < scan.chunks; index++) {
      const number = numbers[index] ?? 0;
      if (number >= oldestTrace && isKnownAgain(traces, number, scan, index))
        link(number, first + index, scan.spanCounts[index] ?? 0);
      else page.alive--;
    }
  }
  if (page !== undefined) trim(page);
}

/** Traces have the numbers they had: what makes room is told by number. */
function isKnownAgain(traces: TraceTable, number: number, { traceIds }: Scan, index: number): boolean {
  const at = index * ID_WORDS;
  const [a = 0, b = 0, c = 0, d = 0] = traceIds.subarray(at, at + ID_WORDS);
  const there = traces.find(a, b, c, d);
  if (there === 0 && number >= traces.next) traces.addAs(number, a, b, c, d);
  return there === number || there === 0;
}
