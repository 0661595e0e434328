// On the page of a trace that a check was made of: the way to its report.

import { useEffect, useState } from 'react';
import type { CheckReport } from '#trace-check/report/check-report.ts';
import { Link } from '../app/navigation.tsx';
import { loadReport } from './load-report.ts';
import { labText } from './words.ts';

/** Nothing for a trace that no check was made of, and nothing while that is not known. */
export const useReportOf = (traceId: string): CheckReport | undefined => {
  const [report, setReport] = useState<CheckReport>();
  useEffect(() => {
    const stop = new AbortController();
    // a trace without a report and a store that does not answer look the same here: no link
    loadReport({ trace: traceId }, stop.signal).then(setReport, () => undefined);
    return () => stop.abort();
  }, [traceId]);
  return report;
};

export const CheckedBy = ({ report, traceId }: { report: CheckReport; traceId: string }) => {
  const { lab, passed, findings } = report;
  return (
    <Link href={`/check/${lab}?trace=${traceId}`}>
      {labText(lab)}: {passed ? 'passed' : (findings[0]?.title ?? 'not yet')}
    </Link>
  );
};
