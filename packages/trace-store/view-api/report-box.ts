// A small place for the reports of checks, the oldest out first: a check that runs on every save sends many, and
// those of one lab must not push out those of the others.

import type { CheckReport } from '#trace-check/report/check-report.ts';

const MOST_OF_A_LAB = 5;
const MOST = 60;

export type ReportBox = {
  add(report: CheckReport): void;
  /** By the lab's whole name or its number. */
  ofLab(lab: string): CheckReport | undefined;
  /** The newest that has anything to say of a trace. */
  ofTrace(traceId: string): CheckReport | undefined;
  /** The newest of each lab, in the order of the labs. */
  newest(): CheckReport[];
};

const isAbout = (traceId: string, { rows, requests, findings }: CheckReport): boolean =>
  [...rows, ...requests, ...findings].some(one => one.traceId === traceId);

export const reportBox = (most = MOST): ReportBox => {
  /** The newest comes first. */
  let kept: CheckReport[] = [];
  return {
    add(report) {
      let ofLab = 0;
      kept = [report, ...kept]
        .filter(({ lab }) => lab !== report.lab || ++ofLab <= MOST_OF_A_LAB)
        .slice(0, most);
    },
    ofLab: wanted => kept.find(({ lab }) => lab === wanted || lab.startsWith(`${wanted}-`)),
    ofTrace: traceId => kept.find(report => isAbout(traceId, report)),
    newest() {
      const first = new Map<string, CheckReport>();
      for (const report of kept) if (!first.has(report.lab)) first.set(report.lab, report);
      return [...first.values()].sort((a, b) => (a.lab < b.lab ? -1 : 1));
    },
  };
};
