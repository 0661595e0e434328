// The store's file: a row for each delivery, written before the sender hears that it was taken. A row has what a
// search needs beside the body, so a store that starts again reads a twentieth of the file.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** `page` tells which rows lie on one page. */
export type Row = { id: number; page: number; chunks: Uint8Array };
/** With the bytes it takes on disk. */
export type KeptRow = Row & { bytes: number };
export type KnownOperation = { service: string; name: string; kind: number };

export type Disk = {
  /** Answers how many bytes it takes. Throws what SQLite throws; then nothing of it is kept. */
  add(row: Row, body: Uint8Array, oldestTrace: number): number;
  addOperation(operation: KnownOperation): void;
  /** The bodies of the rows from one id to another, one after the other. */
  bodiesOf(first: number, last: number): Uint8Array;
  remove(first: number, last: number): void;
  rows(): Iterable<KeptRow>;
  operations(): KnownOperation[];
  /** Traces with a lower number had to make room. */
  oldestTrace(): number;
  close(): void;
};

/** The number is that of the tables' columns: another file for other columns. */
export const FILE_NAME = 'traces-2.sqlite';
/** Below this, packing takes longer than it saves. */
const LEAST_PACKED = 16 * 1024;
const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Throws what SQLite and the file system throw. */
export function openDisk(directory: string): Disk {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, FILE_NAME));
  // What was written is safe when the process is killed. It need not survive a power cut, and so never waits for the disk.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS deliveries (
      id INTEGER PRIMARY KEY,
      page INTEGER NOT NULL,
      oldest_trace INTEGER NOT NULL,
      packed INTEGER NOT NULL,
      chunks BLOB NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS operations (
      service TEXT NOT NULL,
      name TEXT NOT NULL,
      kind INTEGER NOT NULL,
      PRIMARY KEY (service, name, kind)
    ) STRICT, WITHOUT ROWID;
  `);
  const insert = database.prepare('INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?)');
  const insertOperation = database.prepare('INSERT OR IGNORE INTO operations VALUES (?, ?, ?)');
  const select = database.prepare('SELECT packed, body FROM deliveries WHERE id BETWEEN ? AND ? ORDER BY id');
  const remove = database.prepare('DELETE FROM deliveries WHERE id BETWEEN ? AND ?');
  const list = database.prepare(
    'SELECT id, page, chunks, length(chunks) + length(body) AS bytes FROM deliveries ORDER BY id',
  );
  const newest = database.prepare('SELECT oldest_trace FROM deliveries ORDER BY id DESC LIMIT 1');
  const listOperations = database.prepare('SELECT service, name, kind FROM operations');

  return {
    add({ id, page, chunks }, body, oldestTrace) {
      const packed = body.length >= LEAST_PACKED;
      const kept = packed ? zstdCompressSync(body, PACKING) : body;
      insert.run(id, page, oldestTrace, packed ? 1 : 0, chunks, kept);
      return chunks.length + kept.length;
    },
    addOperation({ service, name, kind }) {
      insertOperation.run(service, name, kind);
    },
    bodiesOf: (first, last) =>
      Buffer.concat(
        select.all(first, last).map(row => {
          const body = bytesIn(row.body);
          return row.packed === 1 ? zstdDecompressSync(body) : body;
        }),
      ),
    remove(first, last) {
      remove.run(first, last);
    },
    *rows() {
      for (const row of list.iterate())
        yield {
          id: Number(row.id),
          page: Number(row.page),
          chunks: bytesIn(row.chunks),
          bytes: Number(row.bytes),
        };
    },
    operations: () =>
      listOperations.all().map(row => ({
        service: String(row.service),
        name: String(row.name),
        kind: Number(row.kind),
      })),
    oldestTrace: () => Number(newest.get()?.oldest_trace ?? 0),
    close: () => database.close(),
  };
}

const bytesIn = (value: unknown): Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array ? new Uint8Array(value) : new Uint8Array();
