// A report as a page shows it, and how it is read where it comes from outside. Plain: it runs in the check, in the
// store and in the browser.

import { SPAN_KINDS, type SpanKind } from '#trace-model/span.ts';

export const ROW_CHANGES = ['matched', 'missing', 'moved', 'differs', 'extra'] as const;
export type RowChange = (typeof ROW_CHANGES)[number];

/** One span of the expected tree, of the arrived one, or of both. In the order of the tree. */
export type ReportRow = {
  depth: number;
  change: RowChange;
  service: string;
  kind: SpanKind;
  name: string;
  note?: string;
  /** Where it can be opened, if it arrived. */
  traceId?: string;
  spanId?: string;
  micros?: number;
  error?: boolean;
  /** The first finding is about it. */
  lookHere?: boolean;
};

export type ReportFinding = {
  task: number;
  cause: string;
  title: string;
  saw: string;
  message: string;
  next: string;
  where?: { path: string; line: number; code: string };
  request?: string;
  traceId?: string;
  spanIds: string[];
};

export type ReportRequest = {
  name: string;
  /** Absent when no answer came. */
  status?: number;
  due: number;
  traceId?: string;
  spans: number;
};

export type CheckReport = {
  /** `01-first-trace`. */
  lab: string;
  title: string;
  goal: string;
  /** Milliseconds since 1970. */
  at: number;
  passed: boolean;
  tasks: { id: number; title: string; passed: boolean }[];
  findings: ReportFinding[];
  requests: ReportRequest[];
  /** The request whose tree is drawn. */
  request: string;
  rows: ReportRow[];
  /** Rows that were too many. */
  leftOut: number;
};

/** What is more of than this is left out: a page nobody reads to its end. */
export const MOST_ROWS = 1000;
export const LARGEST_REPORT = 1024 * 1024;
const MOST_ENTRIES = 200;
const LONGEST_TEXT = 4000;
const LAB = /^\d\d-[a-z0-9-]{1,60}$/;

type Json = Record<string, unknown>;

class Unreadable extends Error {}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (from: Json, key: string, at: string): string => {
  const value = from[key];
  if (typeof value !== 'string') throw new Unreadable(`${at}${key} is no text`);
  return value.slice(0, LONGEST_TEXT);
};
const number = (from: Json, key: string, at: string): number => {
  const value = from[key];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Unreadable(`${at}${key} is no number`);
  return value;
};
const yes = (from: Json, key: string, at: string): boolean => {
  const value = from[key];
  if (typeof value !== 'boolean') throw new Unreadable(`${at}${key} is neither true nor false`);
  return value;
};
const oneOf = <T extends string>(among: readonly T[], from: Json, key: string, at: string): T => {
  const found = among.find(one => one === from[key]);
  if (found === undefined) throw new Unreadable(`${at}${key} is none of ${among.join(', ')}`);
  return found;
};
const list = <T>(
  from: Json,
  key: string,
  read: (entry: Json, at: string) => T,
  most = MOST_ENTRIES,
  at = '',
): T[] => {
  const value = from[key];
  if (!Array.isArray(value)) throw new Unreadable(`${at}${key} is no list`);
  if (value.length > most) throw new Unreadable(`${at}${key} has more than ${most} entries`);
  return value.map((entry: unknown, index) => {
    const place = `${at}${key}[${index}]`;
    if (!isObject(entry)) throw new Unreadable(`${place} is no object`);
    return read(entry, `${place}.`);
  });
};
const given = <T>(from: Json, key: string, at: string, read: (from: Json, key: string, at: string) => T) =>
  from[key] === undefined ? undefined : read(from, key, at);
const hex = (from: Json, key: string, at: string): string => {
  const value = text(from, key, at);
  if (!/^[0-9a-f]{16,32}$/.test(value)) throw new Unreadable(`${at}${key} is no id`);
  return value;
};

/** Without the keys that are not there. */
const trimmed = <T extends object>(value: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

const rowFrom = (row: Json, at: string): ReportRow =>
  trimmed<ReportRow>({
    depth: number(row, 'depth', at),
    change: oneOf(ROW_CHANGES, row, 'change', at),
    service: text(row, 'service', at),
    kind: oneOf(SPAN_KINDS, row, 'kind', at),
    name: text(row, 'name', at),
    note: given(row, 'note', at, text),
    traceId: given(row, 'traceId', at, hex),
    spanId: given(row, 'spanId', at, hex),
    micros: given(row, 'micros', at, number),
    error: given(row, 'error', at, yes),
    lookHere: given(row, 'lookHere', at, yes),
  });

const whereFrom = (from: Json, key: string, at: string): NonNullable<ReportFinding['where']> => {
  const where = from[key];
  if (!isObject(where)) throw new Unreadable(`${at}${key} is no object`);
  const place = `${at}${key}.`;
  return {
    path: text(where, 'path', place),
    line: number(where, 'line', place),
    code: text(where, 'code', place),
  };
};

const findingFrom = (finding: Json, at: string): ReportFinding =>
  trimmed<ReportFinding>({
    task: number(finding, 'task', at),
    cause: text(finding, 'cause', at),
    title: text(finding, 'title', at),
    saw: text(finding, 'saw', at),
    message: text(finding, 'message', at),
    next: text(finding, 'next', at),
    where: given(finding, 'where', at, whereFrom),
    request: given(finding, 'request', at, text),
    traceId: given(finding, 'traceId', at, hex),
    spanIds: Array.isArray(finding.spanIds)
      ? finding.spanIds
          .slice(0, MOST_ENTRIES)
          .filter(id => typeof id === 'string' && /^[0-9a-f]{16}$/.test(id))
      : [],
  });

const requestFrom = (request: Json, at: string): ReportRequest =>
  trimmed<ReportRequest>({
    name: text(request, 'name', at),
    status: given(request, 'status', at, number),
    due: number(request, 'due', at),
    traceId: given(request, 'traceId', at, hex),
    spans: number(request, 'spans', at),
  });

/** The report, or in words what keeps it from being one. */
export const checkReportFrom = (body: unknown): CheckReport | string => {
  if (!isObject(body)) return 'the report is no object';
  try {
    const lab = text(body, 'lab', '');
    if (!LAB.test(lab)) return 'lab is no name of a lab such as 01-first-trace';
    return {
      lab,
      title: text(body, 'title', ''),
      goal: text(body, 'goal', ''),
      at: number(body, 'at', ''),
      passed: yes(body, 'passed', ''),
      tasks: list(body, 'tasks', (task, at) => ({
        id: number(task, 'id', at),
        title: text(task, 'title', at),
        passed: yes(task, 'passed', at),
      })),
      findings: list(body, 'findings', findingFrom),
      requests: list(body, 'requests', requestFrom),
      request: text(body, 'request', ''),
      rows: list(body, 'rows', rowFrom, MOST_ROWS),
      leftOut: number(body, 'leftOut', ''),
    };
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
};
