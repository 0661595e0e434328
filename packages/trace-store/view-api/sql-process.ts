// The process that SQL runs in. A thread would not do: a query that never ends is inside SQLite, where a
// thread can't be stopped; a process can, and what it fills is its own memory.

import { type Bodies, openRecords } from './sql-records.ts';

export type ToSql =
  | { does: 'put'; traces: Bodies[] }
  | { does: 'drop'; traceIds: string[] }
  | { does: 'run'; sql: string };

const records = openRecords();

const answerTo = (message: ToSql): unknown => {
  switch (message.does) {
    case 'put':
      return records.put(message.traces);
    case 'drop':
      return records.drop(message.traceIds);
    case 'run':
      return records.run(message.sql);
  }
};

process.on('message', (message: ToSql) => process.send?.({ answer: answerTo(message) }));
process.on('disconnect', () => process.exit());
