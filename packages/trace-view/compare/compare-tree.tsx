// Two trees as one, to be read by keyboard: two traces, or what a lab expects and what arrived. What stands in the
// columns beside a span is the caller's business.

import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { Cell, Head, RowGrid } from '../rows/row-grid.tsx';
import { serviceColor } from '../style/service-color.ts';
import { counted } from '../words/count.ts';
import {
  ancestorsOf,
  differencesWithin,
  differs,
  nextDifference,
  rowsInSight,
  type TreeRow,
} from './tree-rows.ts';
import './compare.css';

/** A span of either side, or of both. */
export type NamedRow = TreeRow & { service: string; kind: string; name: string };

export type CompareTreeProps<Row extends NamedRow> = {
  rows: readonly Row[];
  label: string;
  /** What its change is called, and a sign beside the word, so that the eye finds it; never alone. */
  wordsOf: (row: Row) => { sign: string; text: string };
  /** Over those words. */
  changeHead: string;
  /** Widths of the columns of the caller's. */
  columns: string;
  minWidth: number;
  /** `<Head>`s of the columns of the caller's, and `<Cell>`s. */
  head: ReactNode;
  cells: (row: Row) => ReactNode;
  /** Enter or a double click on a row. */
  onOpen?: (row: Row) => void;
};

/** Deeper than this the indentation stays, and says its level to those who hear it. */
const DEEPEST_INDENT = 24;

export const CompareTree = <Row extends NamedRow>({
  rows,
  label,
  wordsOf,
  changeHead,
  columns,
  minWidth,
  head,
  cells,
  onOpen,
}: CompareTreeProps<Row>) => {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const [chosen, setChosen] = useState(0);
  const within = useMemo(() => differencesWithin(rows), [rows]);
  const seen = useMemo(
    () => rowsInSight(rows, within, folded, onlyDifferences),
    [rows, within, folded, onlyDifferences],
  );
  const differences = rows.filter(differs).length;

  const fold = (row: number, to: boolean): void => {
    const next = new Set(folded);
    if (to) next.add(row);
    else next.delete(row);
    setFolded(next);
  };
  const goToDifference = (step: 1 | -1): void => {
    const row = nextDifference(rows, chosen, step);
    if (row < 0) return;
    const above = ancestorsOf(rows, row);
    if (above.some(at => folded.has(at))) setFolded(new Set([...folded].filter(at => !above.includes(at))));
    setChosen(row);
  };
  const hasChildren = (row: number): boolean => (rows[row]?.size ?? 1) > 1;
  const onKey = (event: KeyboardEvent, place: number): boolean => {
    const row = seen[place];
    if (row === undefined) return false;
    switch (event.key) {
      case 'ArrowRight':
        if (folded.has(row)) fold(row, false);
        else if (hasChildren(row)) setChosen(seen[place + 1] ?? row);
        return true;
      case 'ArrowLeft':
        if (hasChildren(row) && !folded.has(row)) fold(row, true);
        else setChosen(ancestorsOf(rows, row)[0] ?? row);
        return true;
      case 'n':
        goToDifference(1);
        return true;
      case 'p':
        goToDifference(-1);
        return true;
      default:
        return false;
    }
  };
  return (
    <div className="compare-tree">
      <div className="compare-bar">
        <label className="compare-only">
          <input
            type="checkbox"
            checked={onlyDifferences}
            onChange={event => setOnlyDifferences(event.target.checked)}
          />{' '}
          Only what differs
        </label>
        <button
          type="button"
          disabled={differences === 0}
          onClick={() => goToDifference(-1)}
          aria-keyshortcuts="p"
        >
          Previous difference
        </button>
        <button
          type="button"
          disabled={differences === 0}
          onClick={() => goToDifference(1)}
          aria-keyshortcuts="n"
        >
          Next difference
        </button>
        <span className="quiet">Arrows move and fold, n and p go from difference to difference.</span>
      </div>
      <RowGrid
        tree
        label={`${label}, ${counted(seen.length, 'row')}`}
        columns={`minmax(230px, 1fr) 132px ${columns}`}
        minWidth={minWidth}
        head={
          <>
            <Head>Span</Head>
            <Head>{changeHead}</Head>
            {head}
          </>
        }
        rows={seen.length}
        active={placeOf(seen, chosen)}
        onActive={place => setChosen(seen[place] ?? 0)}
        onOpen={place => {
          const row = rows[seen[place] ?? -1];
          if (row !== undefined) onOpen?.(row);
        }}
        onToggle={place => {
          const row = seen[place] ?? 0;
          fold(row, !folded.has(row));
        }}
        onKey={onKey}
        look={place => {
          const at = seen[place] ?? 0;
          const row = rows[at];
          return {
            className: `compare-${row?.change}`,
            level: (row?.depth ?? 0) + 1,
            ...(hasChildren(at) ? { expanded: !folded.has(at) } : {}),
          };
        }}
        cells={place => {
          const at = seen[place] ?? 0;
          const row = rows[at];
          if (row === undefined) return null;
          return (
            <>
              <SpanCell
                row={row}
                folded={folded.has(at)}
                hidden={folded.has(at) ? (within[at] ?? 0) - (differs(row) ? 1 : 0) : 0}
              />
              <Cell className="compare-change">
                <span className="compare-sign" aria-hidden="true">
                  {wordsOf(row).sign}
                </span>
                {wordsOf(row).text}
              </Cell>
              {cells(row)}
            </>
          );
        }}
      />
    </div>
  );
};

/** `seen` ascends. */
const placeOf = (seen: Uint32Array, row: number): number => {
  let low = 0;
  let high = seen.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seen[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return seen[low] === row ? low : Math.max(0, low - 1);
};

type SpanCellProps = {
  row: NamedRow;
  folded: boolean;
  /** Differences under what is folded away. */
  hidden: number;
};

const SpanCell = ({ row, folded, hidden }: SpanCellProps) => (
  <Cell title={`${row.service}: ${row.name} (${row.kind})`}>
    <span style={{ paddingInlineStart: 14 * Math.min(row.depth, DEEPEST_INDENT) }} />
    {row.size > 1 ? (
      <span data-toggle className="compare-toggle" aria-hidden="true">
        {folded ? '▸' : '▾'}
      </span>
    ) : (
      <span className="compare-toggle" />
    )}
    <span className="compare-dot" style={{ background: serviceColor(row.service) }} aria-hidden="true" />
    <span className="compare-service">{row.service}</span> <span className="compare-name">{row.name}</span>
    {hidden > 0 && <span className="compare-hidden"> {counted(hidden, 'difference')} below</span>}
  </Cell>
);
