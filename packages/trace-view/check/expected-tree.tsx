// What a lab expects beside what arrived, as one tree.

import { useMemo } from 'react';
import { type CheckReport, type ReportRow, ROW_CHANGES } from '#trace-check/report/check-report.ts';
import { go } from '../app/navigation.tsx';
import { CompareTree } from '../compare/compare-tree.tsx';
import { addSizes } from '../compare/tree-rows.ts';
import { Cell, Head } from '../rows/row-grid.tsx';
import { numberText } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { countsOf, EXPECTED_AND_ARRIVED, isExpectedHere } from './words.ts';

const open = ({ traceId, spanId }: ReportRow): void => {
  if (traceId !== undefined && spanId !== undefined) go(`/trace/${traceId}?uiFind=${spanId}`);
};

export const ExpectedTree = ({ report }: { report: CheckReport }) => {
  const rows = useMemo(() => {
    const sized = report.rows.map(row => ({ ...row, size: 1 }));
    addSizes(sized);
    return sized;
  }, [report]);
  return (
    <>
      <Counts rows={rows} />
      <CompareTree
        rows={rows}
        label="Expected and arrived"
        wordsOf={row => EXPECTED_AND_ARRIVED[row.change]}
        changeHead="State"
        columns="76px 84px minmax(220px, 1fr)"
        minWidth={760}
        head={
          <>
            <Head>Expected</Head>
            <Head number>Arrived</Head>
            <Head>Note</Head>
          </>
        }
        cells={row => (
          <>
            <Cell>{isExpectedHere(row) ? 'yes' : '–'}</Cell>
            <Arrived row={row} />
            <Note row={row} />
          </>
        )}
        onOpen={open}
      />
      {report.leftOut > 0 && (
        <p className="quiet">
          {numberText(report.leftOut)} more rows are left out. The trace itself has all its spans.
        </p>
      )}
    </>
  );
};

const Note = ({ row: { note = '', lookHere } }: { row: ReportRow }) => (
  <Cell className="check-note" title={note}>
    {lookHere && <strong className="check-here">look here{note === '' ? '' : ': '}</strong>}
    {note}
  </Cell>
);

const Arrived = ({ row }: { row: ReportRow }) => (
  <Cell number {...(row.error ? { className: 'bad', title: 'ended with an error' } : {})}>
    {row.micros === undefined ? '–' : `${row.error ? '✕ ' : ''}${durationText(row.micros)}`}
    {row.error && <span className="visually-hidden"> error</span>}
  </Cell>
);

const Counts = ({ rows }: { rows: readonly ReportRow[] }) => {
  const counts = countsOf(rows);
  return (
    <ul className="compare-counts" aria-label="What differs">
      {ROW_CHANGES.filter(change => counts[change] > 0).map(change => (
        <li key={change} className={`compare-${change}`}>
          <span className="compare-sign" aria-hidden="true">
            {EXPECTED_AND_ARRIVED[change].sign}
          </span>
          <strong>{numberText(counts[change])}</strong> {EXPECTED_AND_ARRIVED[change].text}
        </li>
      ))}
    </ul>
  );
};
