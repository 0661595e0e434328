// Two traces as one tree. It takes plain rows and words, so that the check report can show expected and actual
// with it as well as the compare page before and after.

import { type KeyboardEvent, useMemo, useState } from 'react';
import { Cell, Head, RowGrid } from '../rows/row-grid.tsx';
import { serviceColor } from '../style/service-color.ts';
import { counted } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import type { ComparedRow, Side } from './compare-columns.ts';
import { ancestorsOf, differencesWithin, nextDifference, rowsInSight } from './tree-rows.ts';
import { type CompareWords, differenceText, factorText, SIGNS, TWO_TRACES } from './words.ts';
import './compare.css';

export type CompareTreeProps = {
  rows: readonly ComparedRow[];
  words?: CompareWords;
  /** Enter or a double click on a row. */
  onOpen?: (row: ComparedRow) => void;
};

const COLUMNS = 'minmax(230px, 1fr) 116px 84px 84px 92px 52px 96px';
/** Deeper than this the indentation stays, and says its level to those who hear it. */
const DEEPEST_INDENT = 24;

export const CompareTree = ({ rows, words = TWO_TRACES, onOpen }: CompareTreeProps) => {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const [chosen, setChosen] = useState(0);
  const within = useMemo(() => differencesWithin(rows), [rows]);
  const seen = useMemo(
    () => rowsInSight(rows, within, folded, onlyDifferences),
    [rows, within, folded, onlyDifferences],
  );
  const largest = useMemo(
    () => rows.reduce((most, row) => Math.max(most, Math.abs(differenceOf(row) ?? 0)), 1),
    [rows],
  );
  const differences = within[0] === undefined ? 0 : rows.filter(({ change }) => change !== 'matched').length;

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
        label={`${words.before} and ${words.after}, ${counted(seen.length, 'row')}`}
        columns={COLUMNS}
        minWidth={850}
        head={
          <>
            <Head>Span</Head>
            <Head>Change</Head>
            <Head number>{words.before}</Head>
            <Head number>{words.after}</Head>
            <Head number>Difference</Head>
            <Head number>Factor</Head>
            <Head>
              <span className="visually-hidden">Difference as a bar</span>
            </Head>
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
            <RowCells
              row={row}
              words={words}
              largest={largest}
              folded={folded.has(at)}
              hidden={folded.has(at) ? (within[at] ?? 0) - (row.change === 'matched' ? 0 : 1) : 0}
            />
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

const differenceOf = ({ before, after }: ComparedRow): number | undefined =>
  before === undefined || after === undefined ? undefined : after.micros - before.micros;

type RowCellsProps = {
  row: ComparedRow;
  words: CompareWords;
  largest: number;
  folded: boolean;
  /** Differences under what is folded away. */
  hidden: number;
};

const RowCells = ({ row, words, largest, folded, hidden }: RowCellsProps) => {
  const difference = differenceOf(row);
  return (
    <>
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
        <span className="compare-service">{row.service}</span>{' '}
        <span className="compare-name">{row.name}</span>
        {hidden > 0 && <span className="compare-hidden"> {counted(hidden, 'difference')} below</span>}
      </Cell>
      <Cell className="compare-change">
        <span className="compare-sign" aria-hidden="true">
          {SIGNS[row.change]}
        </span>
        {words.changes[row.change]}
      </Cell>
      <SideCell side={row.before} />
      <SideCell side={row.after} />
      <Cell number>{difference === undefined || difference === 0 ? '' : differenceText(difference)}</Cell>
      <Cell number className="quiet">
        {row.before === undefined || row.after === undefined
          ? ''
          : factorText(row.before.micros, row.after.micros)}
      </Cell>
      <Cell className="compare-bar-cell">
        {difference !== undefined && <DifferenceBar share={difference / largest} />}
      </Cell>
    </>
  );
};

const SideCell = ({ side }: { side: Side | undefined }) => (
  <Cell number {...(side?.error ? { className: 'bad', title: 'ended with an error' } : {})}>
    {side === undefined ? '–' : `${side.error ? '✕ ' : ''}${durationText(side.micros)}`}
    {side?.error && <span className="visually-hidden"> error</span>}
  </Cell>
);

/** From the middle: to the right slower, to the left faster. */
const DifferenceBar = ({ share }: { share: number }) => (
  <span className="compare-gauge" aria-hidden="true">
    <span
      className={share > 0 ? 'compare-more' : 'compare-less'}
      style={{
        width: `${Math.abs(share) * 50}%`,
        insetInlineStart: share > 0 ? '50%' : `${50 - Math.abs(share) * 50}%`,
      }}
    />
  </span>
);
