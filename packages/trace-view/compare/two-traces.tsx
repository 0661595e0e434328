// The compare page's own columns: how long a span took before and after.

import { useMemo } from 'react';
import { Cell, Head } from '../rows/row-grid.tsx';
import { durationText } from '../words/duration.ts';
import type { ComparedRow, Side } from './compare-columns.ts';
import { CompareTree } from './compare-tree.tsx';
import { differenceText, factorText, TWO_TRACES } from './words.ts';

type Props = { rows: readonly ComparedRow[]; onOpen: (row: ComparedRow) => void };

export const TwoTraces = ({ rows, onOpen }: Props) => {
  const largest = useMemo(
    () => rows.reduce((most, row) => Math.max(most, Math.abs(differenceOf(row) ?? 0)), 1),
    [rows],
  );
  return (
    <CompareTree
      rows={rows}
      label="Before and After"
      wordsOf={row => TWO_TRACES[row.change]}
      changeHead="Change"
      columns="84px 84px 92px 52px 96px"
      minWidth={860}
      head={
        <>
          <Head number>Before</Head>
          <Head number>After</Head>
          <Head number>Difference</Head>
          <Head number>Factor</Head>
          <Head>
            <span className="visually-hidden">Difference as a bar</span>
          </Head>
        </>
      }
      cells={row => <TimeCells row={row} largest={largest} />}
      onOpen={onOpen}
    />
  );
};

const differenceOf = ({ before, after }: ComparedRow): number | undefined =>
  before === undefined || after === undefined ? undefined : after.micros - before.micros;

const TimeCells = ({ row, largest }: { row: ComparedRow; largest: number }) => {
  const difference = differenceOf(row);
  return (
    <>
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
