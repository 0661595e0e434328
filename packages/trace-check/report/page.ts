// What a page of the explorer is told of a check: the words of the findings, and what was expected laid over what
// arrived.

import { openCase, type RequestView } from '../case.ts';
import { CATALOG } from '../catalog.ts';
import type { Evidence } from '../evidence.ts';
import type { Finding, Verdict } from '../finding.ts';
import type { Lab } from '../lab.ts';
import { type CheckReport, MOST_ROWS, type ReportFinding, type ReportRequest } from './check-report.ts';
import { laidOver } from './laid-over.ts';
import { treeView } from './tree.ts';

const TITLES = new Map(CATALOG.map(({ id, title }) => [id, title]));
/** Whoever has more to mend mends these first. */
const MOST_FINDINGS = 50;
const MOST_SPANS_OF_A_FINDING = 100;

const findingOf = ({ evidence, ...words }: Finding): ReportFinding => ({
  ...words,
  title: TITLES.get(words.cause) ?? words.cause,
  ...(evidence.request === undefined ? {} : { request: evidence.request }),
  ...(evidence.traceId === undefined ? {} : { traceId: evidence.traceId }),
  spanIds: evidence.spanIds.slice(0, MOST_SPANS_OF_A_FINDING),
});

const requestOf = ({ record, spans }: RequestView): ReportRequest => ({
  name: record.asked.name,
  ...(record.status === undefined ? {} : { status: record.status }),
  due: record.asked.status,
  ...(spans[0] === undefined ? {} : { traceId: spans[0].traceId }),
  spans: spans.length,
});

export const reportPage = (lab: Lab, verdict: Verdict, evidence: Evidence): CheckReport => {
  const seen = openCase(lab, evidence);
  const [first] = verdict.findings;
  const view = treeView(seen, first);
  const rows = laidOver(lab.expected.tree, view, new Set(first?.evidence.spanIds));
  return {
    lab: verdict.lab,
    title: verdict.title,
    goal: lab.goal,
    at: Math.round(evidence.startedAt),
    passed: verdict.passed,
    tasks: verdict.tasks,
    findings: verdict.findings.slice(0, MOST_FINDINGS).map(findingOf),
    requests: seen.requests.map(requestOf),
    request: view?.name ?? lab.expected.request,
    rows: rows.slice(0, MOST_ROWS),
    leftOut: Math.max(0, rows.length - MOST_ROWS),
  };
};
