// The process that SQL runs in. A thread would not do: a query that never ends is inside SQLite, where a
// thread can't be stopped; a process can, and what it fills is its own memory.

import { Worker } from 'node:worker_threads';
import { type Bodies, openRecords } from './sql-records.ts';
import type { Watched } from './sql-watchdog.ts';

export type ToSql =
  | { does: 'put'; traces: Bodies[] }
  | { does: 'drop'; traceIds: string[] }
  | { does: 'run'; sql: string };

/** What a query may need above the spans themselves. Sorting 500,000 whole rows takes about 600 MB. */
const MEMORY_OF_A_QUERY_MB = 1024;
const MEGABYTE = 1 << 20;

const records = openRecords();
const ceiling = new Int32Array(new SharedArrayBuffer(4));
new Worker(new URL('./sql-watchdog.ts', import.meta.url), {
  workerData: { parent: process.ppid, ceiling } satisfies Watched,
});

const answerTo = (message: ToSql): unknown => {
  switch (message.does) {
    case 'put':
      return records.put(message.traces);
    case 'drop':
      return records.drop(message.traceIds);
    case 'run':
      Atomics.store(ceiling, 0, process.memoryUsage.rss() / MEGABYTE + MEMORY_OF_A_QUERY_MB);
      try {
        return records.run(message.sql);
      } finally {
        Atomics.store(ceiling, 0, 0);
      }
  }
};

process.on('message', (message: ToSql) => process.send?.({ answer: answerTo(message) }));
process.on('disconnect', () => process.exit());
