// A verdict as it is told: to a person or a program, and to the learner's progress.

import { familyOf } from '../families.ts';
import { recordCheck } from '../progress.ts';
import { renderJson } from '../report/json.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { Checked } from '../session.ts';
import type { CheckLabOptions } from './options.ts';
import type { Loaded } from './run.ts';
import type { Target } from './target.ts';

const NARROW = 80;
const WIDEST = 120;

export type Told = {
  tookMs: number;
  traceUrl?: (traceId: string) => string;
  pageUrl?: string;
  notes?: string[];
};

export const report = (
  { folder, lab }: Loaded,
  { verdict, evidence }: Checked,
  options: CheckLabOptions,
  { tookMs, traceUrl, pageUrl, notes }: Told,
): string => {
  if (options.json) {
    const traceId = verdict.findings[0]?.evidence.traceId;
    return renderJson(verdict, {
      tookMs: Math.round(tookMs),
      ...(traceId && traceUrl ? { traceUrl: traceUrl(traceId) } : {}),
      ...(pageUrl ? { pageUrl } : {}),
      ...(notes ? { notes } : {}),
    });
  }
  return renderTerminal(lab, verdict, evidence, familyOf, {
    width: Math.min(process.stdout.columns ?? NARROW, WIDEST),
    color: process.stdout.isTTY === true && !process.env.NO_COLOR,
    command: `npm run check-lab ${folder.number}`,
    lessonsUrl: `http://localhost:${process.env.SITE_PORT || 3000}`,
    ...(traceUrl ? { traceUrl } : {}),
    ...(pageUrl ? { pageUrl } : {}),
  });
};

export const noteProgress = async (
  { root, folder }: Loaded,
  { verdict }: Checked,
  target: Target,
): Promise<void> => {
  if (!target.counts) return;
  await recordCheck(root, {
    lab: folder.slug,
    passed: verdict.passed,
    passedTasks: verdict.tasks.filter(task => task.passed).map(task => task.id),
  });
};
