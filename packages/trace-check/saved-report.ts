// The report of a check whose evidence was saved: judged anew, with the lab as it is here.

import { EvidenceFileError, parseEvidence } from './evidence-file.ts';
import { judge } from './judge.ts';
import { listLabs, loadLab, loadLabCauses } from './labs.ts';
import { ManifestError } from './manifest.ts';
import { type CheckReport, checkReportFrom } from './report/check-report.ts';
import { reportPage } from './report/page.ts';

export type SavedReport = { report: CheckReport } | { why: string };

const reportOf = async (root: string, text: string): Promise<SavedReport> => {
  const evidence = parseEvidence(text, 'The file');
  const folder = (await listLabs(root)).find(({ slug }) => slug === evidence.lab);
  if (folder === undefined) return { why: `There is no lab ${evidence.lab} here.` };
  const lab = await loadLab(folder);
  const verdict = judge(lab, folder.slug, evidence, await loadLabCauses(folder));
  // a file that was changed by hand can hold anything, and a page reads only what is a report
  const report = checkReportFrom(JSON.parse(JSON.stringify(reportPage(lab, verdict, evidence))));
  return typeof report === 'string' ? { why: `The evidence gives no report: ${report}.` } : { report };
};

export const reportOfSaved = async (root: string, text: string): Promise<SavedReport> => {
  try {
    return await reportOf(root, text);
  } catch (error) {
    if (error instanceof EvidenceFileError || error instanceof ManifestError) return { why: error.message };
    const why = error instanceof Error ? error.message : String(error);
    return { why: `The evidence could not be judged: ${why}.` };
  }
};
