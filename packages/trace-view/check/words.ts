// What a span of the expected tree, or of the arrived one, is called.

import type { ReportRow, RowChange } from '#trace-check/report/check-report.ts';

export const EXPECTED_AND_ARRIVED: Record<RowChange, { sign: string; text: string }> = {
  matched: { sign: '=', text: 'as expected' },
  missing: { sign: '−', text: 'missing' },
  moved: { sign: '⇄', text: 'elsewhere' },
  differs: { sign: '≠', text: 'not the same' },
  extra: { sign: '+', text: 'also there' },
};

const arrived = ({ spanId }: ReportRow): boolean => spanId !== undefined;

/** A span that arrived elsewhere is two rows, and one span. */
export const countsOf = (rows: readonly ReportRow[]): Record<RowChange, number> => {
  const counts: Record<RowChange, number> = { matched: 0, missing: 0, moved: 0, differs: 0, extra: 0 };
  for (const row of rows) if (row.change !== 'moved' || arrived(row)) counts[row.change]++;
  return counts;
};

/** Expected at this very place. */
export const isExpectedHere = (row: ReportRow): boolean =>
  row.change === 'moved' ? !arrived(row) : row.change !== 'extra';

/** `01-first-trace` → `Lab 01`. */
export const labText = (lab: string): string => `Lab ${lab.slice(0, 2)}`;
