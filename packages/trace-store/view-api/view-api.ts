// What the explorer's pages ask for beyond Jaeger's API: everything under /api/view/. Each answer is a file of
// its own beside this one; it is added to ANSWERS with one line.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckReport } from '#trace-check/report/check-report.ts';
import type { LostMailBox } from '../lost-mail.ts';
import type { TraceStore } from '../store.ts';
import { attributeKeysAnswer } from './attribute-keys.ts';
import { dependenciesAnswer } from './dependencies.ts';
import { exportAnswer } from './export.ts';
import type { HopBox } from './hop-box.ts';
import { hopsAnswer } from './hops.ts';
import { importAnswer } from './import.ts';
import type { ReportBox } from './report-box.ts';
import { reportsAnswer } from './reports.ts';
import { searchAnswer } from './search.ts';
import { sqlAnswer } from './sql.ts';
import { traceAnswer } from './trace.ts';

export type JudgeSaved = (text: string) => Promise<{ report: CheckReport } | { why: string }>;

export type ViewDesk = {
  store: TraceStore;
  lostMail: LostMailBox;
  hops: HopBox;
  reports: ReportBox;
  /** The report of a check whose evidence was saved. */
  judgeSaved: JudgeSaved;
  /** To every page that is open. */
  announce(event: string, data: unknown): void;
};

export type ViewCall = { url: URL; request: IncomingMessage; response: ServerResponse };

export type ViewAnswer = {
  /** False when the address is another's. The method is looked at here too: these may be more than GET. */
  answer(call: ViewCall): Promise<boolean>;
  close?(): Promise<void> | void;
};

/** Made once for each server, so an answer can keep something between two calls. */
const ANSWERS: ((desk: ViewDesk) => ViewAnswer)[] = [
  dependenciesAnswer,
  searchAnswer,
  attributeKeysAnswer,
  importAnswer,
  exportAnswer,
  hopsAnswer,
  reportsAnswer,
  sqlAnswer,
  traceAnswer,
];

export const viewApi = (desk: ViewDesk): Required<ViewAnswer> => {
  const answers = ANSWERS.map(open => open(desk));
  return {
    async answer(call) {
      if (!call.url.pathname.startsWith('/api/view/')) return false;
      for (const { answer } of answers) if (await answer(call)) return true;
      return false;
    },
    async close() {
      await Promise.all(answers.map(({ close }) => close?.()));
    },
  };
};

/**
 * For what changes something. A page of another port on this machine is another's page, even where reading is
 * allowed to it; a program that is no browser sends no Origin.
 */
export const isSameOrigin = ({ headers }: IncomingMessage): boolean =>
  headers.origin === undefined ||
  (URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host);
