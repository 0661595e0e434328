// One JSON object a line, so a person can read it and a program can search it. A line written while a request is
// answered carries the ids of its trace and span, and leads from the log to the trace.

import { isSpanContextValid, trace } from '@opentelemetry/api';

type Level = 'info' | 'warn' | 'error';
type Fields = Record<string, unknown>;

export type Log = (level: Level, message: string, fields?: Fields) => void;

const traceIds = (): Fields => {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context)
    ? { trace_id: context.traceId, span_id: context.spanId }
    : {};
};

export const createLog =
  (service: string, write: (line: string) => void = line => process.stdout.write(line)): Log =>
  (level, message, fields = {}) =>
    write(
      `${JSON.stringify({ time: new Date().toISOString(), level, service, message, ...traceIds(), ...fields })}\n`,
    );
