// Queries, one after the other, over a copy of the spans in a process of its own. The process is stopped when a
// query takes too long or nobody waits for its answer, and is then filled again before the next one asks.

import type { TraceStore } from '../store.ts';
import { type SqlChild, startSqlChild } from './sql-child.ts';
import type { SqlOutcome } from './sql-records.ts';
import { type SqlSync, sqlSync } from './sql-sync.ts';

export type SqlCopy = {
  /** When the signal says so, the query is stopped. */
  run(sql: string, signal?: AbortSignal): Promise<SqlOutcome>;
  /** Reads what is there, so that the first query need not wait for it. */
  warm(): void;
  /** How far the reading of the store is. */
  progress(): { read: number; of: number };
  close(): void;
};

const TIME_LIMIT_MS = 5000;
/** What is not used gives its memory back. */
const IDLE_MS = 5 * 60_000;
/** The store reads the next pieces while the process takes in the last one. */
const PIECES_AHEAD = 3;

type Filled = { child: SqlChild; sync: SqlSync; read: number; filling: Promise<void> };

const stopped: SqlOutcome = { ok: false, message: 'The query was stopped.' };
const refused = (message: string): SqlOutcome => ({ ok: false, message });

export const sqlCopy = (store: TraceStore, timeLimitMs = TIME_LIMIT_MS): SqlCopy => {
  let current: Filled | undefined;
  let idle: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const forget = (copy: Filled): void => {
    copy.child.kill();
    copy.sync.close();
    if (current === copy) current = undefined;
  };

  const start = (): Filled => {
    const child = startSqlChild();
    const copy: Filled = { child, sync: sqlSync(store), read: 0, filling: Promise.resolve() };
    void child.ended.then(() => forget(copy));
    return copy;
  };

  const fill = async (copy: Filled): Promise<void> => {
    const ahead: Promise<void>[] = [];
    for (const { message, spans } of copy.sync.pieces()) {
      ahead.push(
        copy.child.ask(message).then(() => {
          copy.read += spans;
        }),
      );
      if (ahead.length >= PIECES_AHEAD) await ahead.shift();
      // others are served between two pieces
      await new Promise(resolve => setImmediate(resolve));
      if (copy.child.hasEnded() || closed) return;
    }
    await Promise.all(ahead);
  };

  /** One filling at a time: pieces of two would mix. */
  const upToDate = (copy: Filled): Promise<void> => {
    copy.filling = copy.filling.then(() => fill(copy));
    // what could be read in part is read anew
    copy.filling.catch(() => forget(copy));
    return copy.filling;
  };

  const filled = (): Filled => {
    clearTimeout(idle);
    idle = setTimeout(() => current && forget(current), IDLE_MS).unref();
    current ??= start();
    return current;
  };

  const warm = (): void => {
    if (closed) return;
    // a failure is told to the query that needs the spans
    upToDate(filled()).catch(() => undefined);
  };

  const runNow = async (sql: string, signal: AbortSignal): Promise<SqlOutcome> => {
    if (closed) return refused('The store is stopping.');
    if (signal.aborted) return stopped;
    const copy = filled();
    // who gives up while the spans are read leaves the reading to the next
    await Promise.race([upToDate(copy), aborted(signal)]);
    if (signal.aborted) return stopped;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      forget(copy);
    }, timeLimitMs);
    const giveUp = (): void => forget(copy);
    signal.addEventListener('abort', giveUp);
    const outcome = await copy.child.ask({ does: 'run', sql });
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    if (isOutcome(outcome)) return outcome;
    if (closed) return refused('The store is stopping.');
    warm();
    if (signal.aborted) return stopped;
    if (late)
      return refused(
        `The query took longer than ${timeLimitMs / 1000} s and was stopped. Choose fewer rows with WHERE, or join on trace_id.`,
      );
    if ((await copy.child.ended) === 'memory')
      return refused(
        'The query needed more than 1 GB of memory and was stopped. Choose fewer rows or columns, or sort and group less.',
      );
    return refused(
      'The process that runs queries ended. Run the query again; if it ends again, ask for less.',
    );
  };

  return {
    run(sql, signal = new AbortController().signal) {
      const outcome = queue.then(() => runNow(sql, signal));
      queue = outcome.catch(() => undefined);
      return outcome;
    },
    warm,
    progress() {
      const of = store.counts().spans;
      return { read: Math.min(of, current?.read ?? 0), of };
    },
    close() {
      closed = true;
      clearTimeout(idle);
      if (current !== undefined) forget(current);
    },
  };
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));

const isOutcome = (answer: unknown): answer is SqlOutcome =>
  typeof answer === 'object' && answer !== null && 'ok' in answer;
