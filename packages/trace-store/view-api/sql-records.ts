// The table `records` in a SQLite of its own, and queries over it that can only read.

import { constants, DatabaseSync } from 'node:sqlite';
import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { RECORD_COLUMNS } from '#trace-view/sql/records.ts';
import { addPercentile } from './sql-percentile.ts';
import { placed, type SqlError, secondStatement } from './sql-place.ts';
import { rowOf, type Stored } from './sql-rows.ts';

export type Bodies = { traceId: string; bodies: Uint8Array[] };

export type SqlRows = {
  columns: string[];
  rows: Stored[][];
  tookMs: number;
  /** There was more than is shown: too many rows, or too much text. */
  cut: 'rows' | 'size' | undefined;
};

export type SqlOutcome = ({ ok: true } & SqlRows) | ({ ok: false } & SqlError);

export type Records = {
  /** A trace that is there already is taken anew. */
  put(traces: Bodies[]): void;
  drop(traceIds: string[]): void;
  run(sql: string): SqlOutcome;
};

const ROW_LIMIT = 5000;
/** Characters in all cells together. */
const SIZE_LIMIT = 8_000_000;
const CELL_LIMIT = 1_000_000;
const LONGEST_QUERY = 100_000;
/** In SQLite's words. */
const TOO_BIG = 'string or blob too big';

const { SQLITE_OK, SQLITE_DENY, SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE } = constants;
const READS = new Set([SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE]);

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Upper or lower case: kind = 'SERVER' and otel_status_code = 'error' find what they mean. */
const ANY_CASE = new Set(['kind', 'otel_status_code']);

const onlyReading = (sql: string): SqlOutcome => {
  const word = /^\s*(\w+)/.exec(sql);
  const to = word?.[0].length ?? 0;
  const place = { from: to - (word?.[1]?.length ?? 0), to };
  return { ok: false, message: 'A query here can only read: write SELECT … FROM records.', place };
};

export const openRecords = (): Records => {
  const database = new DatabaseSync(':memory:', { allowExtension: false });
  const columns = RECORD_COLUMNS.map(
    ({ name, type }) => `${name} ${type}${ANY_CASE.has(name) ? ' COLLATE NOCASE' : ''}`,
  );
  // sorting stays in memory, which is watched, and never fills a disk; large pages take 100,000 rows in 15 ms less
  database.exec(`
    PRAGMA page_size = 65536;
    PRAGMA journal_mode = OFF;
    PRAGMA temp_store = MEMORY;
    CREATE TABLE records (${columns.join(', ')});
  `);
  const insert = database.prepare(`INSERT INTO records VALUES (${columns.map(() => '?').join(', ')})`);
  const remove = database.prepare('DELETE FROM records WHERE trace_id = ?');
  const here = new Set<string>();
  let indexed = false;
  addPercentile(database);
  // Node 24.11 has neither. There what a query may do is still said by `reading`, and what it takes by sql-watchdog.ts.
  if ('enableDefensive' in database) database.enableDefensive(true);
  if ('limits' in database) database.limits.length = CELL_LIMIT;

  /** Made when it is first of use: 100,000 rows without it and then all of it take 200 ms less. */
  const index = (): void => {
    if (indexed) return;
    indexed = true;
    database.exec('CREATE INDEX records_of_trace ON records (trace_id, span_id)');
  };
  const forget = (traceId: string): void => {
    if (!here.delete(traceId)) return;
    index();
    remove.run(traceId);
  };
  const writing = (work: () => void): void => {
    database.exec('BEGIN');
    work();
    database.exec('COMMIT');
  };
  /** Whatever else is allowed: in here SQLite compiles and runs nothing but reading. */
  const reading = <T>(work: () => T): T => {
    database.exec('PRAGMA query_only = 1');
    database.setAuthorizer(action => (READS.has(action) ? SQLITE_OK : SQLITE_DENY));
    try {
      return work();
    } finally {
      database.setAuthorizer(null);
      database.exec('PRAGMA query_only = 0');
    }
  };
  const complaint = (sql: string): string | undefined => {
    try {
      database.prepare(sql);
      return undefined;
    } catch (error) {
      return reason(error);
    }
  };
  const failed = (sql: string, message: string): SqlOutcome => {
    if (/not authorized|prohibited|readonly/.test(message)) return onlyReading(sql);
    // the words of Node 24.21 and of 24.11
    if (/contains no statements|statement has been finalized/.test(message))
      return { ok: false, message: 'There is no query here. Write SELECT … FROM records.' };
    if (message === TOO_BIG || message.startsWith('Cannot create a string longer'))
      return { ok: false, message: 'One value grew over 1 MB. Choose fewer rows, or a part of the text.' };
    if (/^(Recursion limit|parser stack overflow|Expression tree is too large)/.test(message))
      return { ok: false, message: 'The query is nested too deep. Write IN (…) for a long list of OR.' };
    return { ok: false, ...placed(sql, message, complaint) };
  };

  const query = (sql: string): SqlOutcome => {
    if (sql.length > LONGEST_QUERY)
      return {
        ok: false,
        message: `The query has ${sql.length} characters; ${LONGEST_QUERY} can be read.`,
        place: { from: LONGEST_QUERY, to: sql.length },
      };
    const from = performance.now();
    const statement = database.prepare(sql);
    const second = secondStatement(sql, statement.sourceSQL);
    if (second !== undefined)
      return {
        ok: false,
        message: 'One query at a time. Take this away, or run it by itself.',
        place: second,
      };
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    const names = statement.columns().map(({ name }) => name);
    // without columns it is no question, as VACUUM is none
    if (names.length === 0) return onlyReading(sql);
    const rows: Stored[][] = [];
    let size = 0;
    let cut: SqlRows['cut'];
    for (const row of statement.iterate()) {
      if (rows.length === ROW_LIMIT) cut = 'rows';
      else if (size > SIZE_LIMIT) cut = 'size';
      if (cut !== undefined) break;
      const values = Object.values(row);
      if (values.some(isTooBig)) throw new Error(TOO_BIG);
      const cells = values.map(cellOf);
      for (const cell of cells) size += typeof cell === 'string' ? cell.length : 8;
      rows.push(cells);
    }
    return { ok: true, columns: names, rows, tookMs: performance.now() - from, cut };
  };

  return {
    put(traces) {
      writing(() => {
        for (const { traceId, bodies } of traces) {
          forget(traceId);
          here.add(traceId);
          const seen = new Set<string>();
          for (const body of bodies)
            for (const span of decodeOtlpProtobuf(body)) {
              // a sender that timed out sends again: what came twice is there once
              const mark = `${span.spanId} ${span.startNano} ${span.endNano} ${span.name}`;
              if (seen.has(mark)) continue;
              seen.add(mark);
              insert.run(...rowOf(span));
            }
        }
      });
    },
    drop(traceIds) {
      writing(() => traceIds.forEach(forget));
    },
    run(sql) {
      index();
      return reading(() => {
        try {
          return query(sql);
        } catch (error) {
          return failed(sql, reason(error));
        }
      });
    },
  };
};

const isTooBig = (value: unknown): boolean =>
  (typeof value === 'string' || value instanceof Uint8Array) && value.length > CELL_LIMIT;

const cellOf = (value: unknown): Stored => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};
