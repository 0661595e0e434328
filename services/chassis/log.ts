// One JSON object a line, so a person can read it and a program can search it.

type Level = 'info' | 'warn' | 'error';
type Fields = Record<string, unknown>;

export type Log = (level: Level, message: string, fields?: Fields) => void;

export const createLog =
  (service: string, write: (line: string) => void = line => process.stdout.write(line)): Log =>
  (level, message, fields = {}) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, service, message, ...fields })}\n`);
