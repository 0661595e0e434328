// Keeps the process that SQL runs in, and what it knows in step with the store: all of it at the first query,
// what came and went since then at the next ones.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TraceStore } from '../store.ts';
import type { ToSql } from './sql-process.ts';
import type { Bodies, SqlOutcome } from './sql-records.ts';

export type SqlCopy = {
  run(sql: string): Promise<SqlOutcome>;
  /** How far the reading of the store is. */
  progress(): { read: number; of: number };
  close(): void;
};

export const TIME_LIMIT_MS = 5000;
/** What is not used gives its memory back. */
const IDLE_MS = 5 * 60_000;
/** About 10 ms of reading in the store. */
const SPANS_A_PIECE = 2000;
const PROCESS = fileURLToPath(new URL('./sql-process.ts', import.meta.url));

export const sqlCopy = (store: TraceStore, timeLimitMs = TIME_LIMIT_MS): SqlCopy => {
  let child: ChildProcess | undefined;
  let stopListening: (() => void) | undefined;
  let idle: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let read = 0;
  let closed = false;
  const known = new Set<string>();
  const changed = new Set<string>();

  const stop = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
    stopListening?.();
    known.clear();
    changed.clear();
    read = 0;
  };

  const start = (): ChildProcess => {
    const started = fork(PROCESS, {
      serialization: 'advanced',
      execArgv: [],
      // what is set for a service, such as a tracing hook, is not meant for this
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    started.once('exit', () => {
      if (child === started) stop();
    });
    stopListening = store.onArrival(traceIds => {
      for (const traceId of traceIds) changed.add(traceId);
    });
    for (const traceId of store.traceIds()) changed.add(traceId);
    return started;
  };

  /** Undefined when the process ended before it answered. */
  const ask = (of: ChildProcess, message: ToSql): Promise<unknown> => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const onMessage = (message: unknown): void => {
      resolve(
        typeof message === 'object' && message !== null && 'answer' in message ? message.answer : undefined,
      );
    };
    const onEnd = (): void => resolve(undefined);
    of.once('message', onMessage);
    of.once('exit', onEnd);
    of.send(message, error => {
      if (error !== null) resolve(undefined);
    });
    return promise.finally(() => {
      of.off('message', onMessage);
      of.off('exit', onEnd);
    });
  };

  const bringUpToDate = async (to: ChildProcess): Promise<void> => {
    let piece: Bodies[] = [];
    let spans = 0;
    const sendPiece = async (): Promise<void> => {
      if (piece.length === 0) return;
      await ask(to, { does: 'put', traces: piece });
      read += spans;
      piece = [];
      spans = 0;
    };
    for (const traceId of changed) {
      changed.delete(traceId);
      const kept = store.bodies(traceId);
      if (kept === undefined) continue;
      known.add(traceId);
      piece.push({ traceId, bodies: kept.bodies });
      spans += kept.spans;
      if (spans >= SPANS_A_PIECE) await sendPiece();
      if (child !== to) return;
    }
    await sendPiece();
    if (known.size !== store.counts().traces) {
      const here = new Set(store.traceIds());
      const gone = [...known].filter(traceId => !here.has(traceId));
      for (const traceId of gone) known.delete(traceId);
      await ask(to, { does: 'drop', traceIds: gone });
    }
  };

  const runNow = async (sql: string): Promise<SqlOutcome> => {
    if (closed) return { ok: false, message: 'The store is stopping.' };
    clearTimeout(idle);
    child ??= start();
    const asked = child;
    await bringUpToDate(asked);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (child === asked) stop();
    }, timeLimitMs);
    const outcome = await ask(asked, { does: 'run', sql });
    clearTimeout(timer);
    idle = setTimeout(stop, IDLE_MS).unref();
    if (isOutcome(outcome)) return outcome;
    return {
      ok: false,
      message: late
        ? `The query took longer than ${timeLimitMs / 1000} s and was stopped. Choose fewer rows with WHERE, or join on trace_id.`
        : 'The process that runs queries ended. Run the query again; if it ends again, ask for less.',
    };
  };

  return {
    run(sql) {
      const outcome = queue.then(() => runNow(sql));
      queue = outcome.catch(() => undefined);
      return outcome;
    },
    progress: () => ({ read, of: store.counts().spans }),
    close() {
      closed = true;
      clearTimeout(idle);
      stop();
    },
  };
};

const isOutcome = (answer: unknown): answer is SqlOutcome =>
  typeof answer === 'object' && answer !== null && 'ok' in answer;
