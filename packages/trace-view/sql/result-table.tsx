// The rows of a result, drawn only where they are seen.

import { type ReactNode, useState } from 'react';
import { go, Link } from '../app/navigation.tsx';
import { Cell, Head, RowGrid } from '../rows/row-grid.tsx';
import { CopyButton } from '../trace/details/copy-button.tsx';
import type { Rows, Value } from './answer.ts';
import { cellText, csvOf, isNumeric, jsonOf, tsvOf } from './result-text.ts';

const TRACE_ID = /^[0-9a-f]{32}$/;
const isTraceId = (column: string): boolean => column.endsWith('trace_id');
const ROW = 28;
const HEAD = 34;
const MOST_ROWS_SEEN = 18;
const LETTER = 9;
const LOOKED_AT = 100;

/** As wide as the widest of the first cells, within reason. */
const widthOf = (rows: Rows, column: number): number => {
  const name = rows.columns[column] ?? '';
  const longest = rows.rows
    .slice(0, LOOKED_AT)
    .reduce((most, row) => Math.max(most, cellText(name, row[column] ?? null).length), name.length);
  return Math.min(320, Math.max(72, longest * LETTER + 12));
};

const shownIn = (column: string, value: Value): ReactNode => {
  if (value === null) return <span className="quiet">NULL</span>;
  if (typeof value === 'string' && isTraceId(column) && TRACE_ID.test(value))
    return <Link href={`/trace/${value}`}>{value}</Link>;
  return cellText(column, value);
};

export const ResultTable = ({ result }: { result: Rows }) => {
  const [active, setActive] = useState(0);
  const { columns, rows } = result;
  // two columns may have the same name
  const keys = columns.map((column, i) => `${i} ${column}`);
  const widths = columns.map((_, i) => widthOf(result, i));
  const numeric = columns.map((_, i) => isNumeric(result, i));
  const height = HEAD + ROW * Math.min(MOST_ROWS_SEEN, rows.length) + 20;
  return (
    <>
      <div className="sql-copy">
        <CopyButton name="Copy as CSV" text={() => csvOf(result)} />
        <CopyButton name="Copy as TSV" text={() => tsvOf(result)} />
        <CopyButton name="Copy as JSON" text={() => jsonOf(result)} />
      </div>
      <div style={{ height }}>
        <RowGrid
          label="Result"
          columns={widths
            .map((width, i) => (numeric[i] ? `${width}px` : `minmax(${width}px, 1fr)`))
            .join(' ')}
          minWidth={widths.reduce((sum, width) => sum + width + 12, 20)}
          head={columns.map((column, i) => (
            <Head key={keys[i]} number={numeric[i] ?? false}>
              {column}
            </Head>
          ))}
          rows={rows.length}
          active={active}
          onActive={setActive}
          onOpen={row => {
            // the rows are one stop in the tab order: Enter does what a click on the link does
            const traceId = rows[row]?.[columns.findIndex(isTraceId)];
            if (typeof traceId === 'string' && TRACE_ID.test(traceId)) go(`/trace/${traceId}`);
          }}
          cells={row =>
            columns.map((column, i) => {
              const value = rows[row]?.[i] ?? null;
              return (
                <Cell key={keys[i]} number={numeric[i] ?? false} title={cellText(column, value)}>
                  {shownIn(column, value)}
                </Cell>
              );
            })
          }
        />
      </div>
    </>
  );
};
