// What the store keeps of the newest checks.

import { type CheckReport, checkReportFrom } from '#trace-check/report/check-report.ts';

/** One line of the list of labs. */
export type ShortReport = {
  lab: string;
  title: string;
  at: number;
  passed: boolean;
  done: number;
  of: number;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const ask = async (query: string, signal?: AbortSignal): Promise<Record<string, unknown>> => {
  const response = await fetch(`/api/view/reports${query}`, signal ? { signal } : {});
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok || !isObject(body)) throw new Error(`The store answered ${response.status}.`);
  return body;
};

const loaded = ({ report }: Record<string, unknown>): CheckReport | undefined => {
  if (report === null) return undefined;
  const read = checkReportFrom(report);
  if (typeof read === 'string') throw new Error(`The report can't be read: ${read}.`);
  return read;
};

/** Undefined: there is none. */
export const loadReport = async (
  about: { lab: string } | { trace: string },
  signal?: AbortSignal,
): Promise<CheckReport | undefined> => loaded(await ask(`?${new URLSearchParams(about)}`, signal));

const shortFrom = (value: unknown): ShortReport[] => {
  if (!isObject(value) || !Array.isArray(value.tasks)) return [];
  const { lab, title, at, passed, tasks } = value;
  if (typeof lab !== 'string' || typeof title !== 'string' || typeof at !== 'number') return [];
  const done = tasks.filter(task => isObject(task) && task.passed === true).length;
  return [{ lab, title, at, passed: passed === true, done, of: tasks.length }];
};

export const loadReports = async (signal: AbortSignal): Promise<ShortReport[]> => {
  const { reports } = await ask('', signal);
  return Array.isArray(reports) ? reports.flatMap(shortFrom) : [];
};
