// The process that runs queries, as the store holds it: questions go in, answers come in the same order.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ToSql } from './sql-process.ts';

export type SqlChild = {
  pid: number | undefined;
  /** Undefined when the process ended before it answered. */
  ask(message: ToSql): Promise<unknown>;
  kill(): void;
  hasEnded(): boolean;
  /** Resolves when the process is gone: 'memory' when it had taken too much. */
  ended: Promise<'memory' | 'gone'>;
};

const PROCESS = fileURLToPath(new URL('./sql-process.ts', import.meta.url));

export const startSqlChild = (): SqlChild => {
  const child = fork(PROCESS, {
    serialization: 'advanced',
    execArgv: [],
    // what is set for a service, such as a tracing hook, is not meant for this
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting: ((answer: unknown) => void)[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<'memory' | 'gone'>();
  let over = false;
  child.on('message', message => {
    const isAnswer = typeof message === 'object' && message !== null && 'answer' in message;
    waiting.shift()?.(isAnswer ? message.answer : undefined);
  });
  child.once('exit', (_code, signal) => {
    over = true;
    // first the reason, then those who will ask for it
    end(signal === 'SIGTERM' ? 'memory' : 'gone');
    for (const give of waiting.splice(0)) give(undefined);
  });
  // a process that can't be started says so here, and does not exit
  child.once('error', () => child.emit('exit', null, null));
  return {
    pid: child.pid,
    ask(message) {
      if (over || !child.connected) return Promise.resolve(undefined);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      waiting.push(resolve);
      child.send(message, error => {
        if (error !== null) child.kill('SIGKILL');
      });
      return promise;
    },
    kill() {
      over = true;
      child.kill('SIGKILL');
    },
    hasEnded: () => over,
    ended,
  };
};
