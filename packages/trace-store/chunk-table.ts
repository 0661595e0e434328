// Where spans are kept: a SQLite table of chunks. A chunk is what one delivery held of one trace, as the
// OTLP protobuf it came in. On disk or in memory; rows are gathered into transactions of up to 100 ms.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Filter } from './attribute-filter.ts';

export type Chunk = {
  id: number;
  /** Traces are numbered in the order in which they first appeared. */
  trace: number;
  traceId: string;
  spanCount: number;
  /** Microseconds since 1970: enough to narrow a search, and exact in a double. */
  startMinMicros: number;
  startMaxMicros: number;
  durationMinMicros: number;
  durationMaxMicros: number;
  filter: Filter;
};

export type Row = { chunk: Chunk; body: Uint8Array };

export type ChunkTable = {
  add(chunk: Chunk, body: Uint8Array): void;
  bodiesOf(trace: number): Uint8Array[];
  removeTrace(trace: number): void;
  /** In the order in which they came. */
  everyChunk(): Iterable<Chunk>;
  everyBody(): Iterable<Row>;
  /** What was added to the transaction that is open: a full disk makes SQLite take it all back. */
  uncommitted(): readonly Row[];
  /** Ends the transaction that is open. */
  flush(): void;
  close(): void;
};

/** The number is that of the table's columns: another file for other columns. */
export const FILE_NAME = 'traces-1.sqlite';

/** Without a directory in memory. Throws what SQLite and the file system throw. */
export function openChunkTable(directory: string | undefined): ChunkTable {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(directory === undefined ? ':memory:' : join(directory, FILE_NAME));
  // Telemetry of a workshop need not survive a power cut, and so never waits for the disk.
  database.exec(`
    PRAGMA journal_mode = ${directory === undefined ? 'MEMORY' : 'WAL'};
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS chunks (
      id INTEGER PRIMARY KEY,
      trace INTEGER NOT NULL,
      trace_id TEXT NOT NULL,
      span_count INTEGER NOT NULL,
      start_min_us REAL NOT NULL,
      start_max_us REAL NOT NULL,
      duration_min_us REAL NOT NULL,
      duration_max_us REAL NOT NULL,
      filter BLOB NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS chunks_of_trace ON chunks (trace);
  `);
  const insert = database.prepare('INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const select = database.prepare('SELECT body FROM chunks WHERE trace = ? ORDER BY id');
  const remove = database.prepare('DELETE FROM chunks WHERE trace = ?');
  const list = database.prepare('SELECT * FROM chunks ORDER BY id');
  let open = false;
  let uncommitted: Row[] = [];

  const begin = (): void => {
    if (open) return;
    database.exec('BEGIN');
    open = true;
  };
  return {
    add(chunk, body) {
      uncommitted.push({ chunk, body });
      begin();
      const { id, trace, traceId, spanCount, filter } = chunk;
      const { startMinMicros, startMaxMicros, durationMinMicros, durationMaxMicros } = chunk;
      const bits = new Uint8Array(filter.buffer, filter.byteOffset, filter.byteLength);
      insert.run(
        id,
        trace,
        traceId,
        spanCount,
        startMinMicros,
        startMaxMicros,
        durationMinMicros,
        durationMaxMicros,
        bits,
        body,
      );
    },
    bodiesOf: trace => select.all(trace).map(row => bytesIn(row.body)),
    removeTrace(trace) {
      begin();
      remove.run(trace);
    },
    *everyChunk() {
      for (const row of list.iterate()) yield chunkIn(row);
    },
    *everyBody() {
      for (const row of list.iterate()) yield { chunk: chunkIn(row), body: bytesIn(row.body) };
    },
    uncommitted: () => uncommitted,
    flush() {
      if (!open) return;
      open = false;
      database.exec('COMMIT');
      uncommitted = [];
    },
    close: () => database.close(),
  };
}

type Columns = Record<string, unknown>;

const chunkIn = (row: Columns): Chunk => ({
  id: Number(row.id),
  trace: Number(row.trace),
  traceId: String(row.trace_id),
  spanCount: Number(row.span_count),
  startMinMicros: Number(row.start_min_us),
  startMaxMicros: Number(row.start_max_us),
  durationMinMicros: Number(row.duration_min_us),
  durationMaxMicros: Number(row.duration_max_us),
  filter: new Uint32Array(bytesIn(row.filter).slice().buffer),
});

const bytesIn = (value: unknown): Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array ? new Uint8Array(value) : new Uint8Array();
