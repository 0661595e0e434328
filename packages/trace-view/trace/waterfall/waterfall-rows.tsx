// The rows that are drawn, with the details that are open under them, and the lines of the ticks behind.

import type { ReactNode } from 'react';
import type { CriticalPath } from '../../columns/critical-path.ts';
import type { TraceColumns } from '../../columns/trace-columns.ts';
import { firstNotBefore } from '../../columns/visible-rows.ts';
import type { TimeWindow } from '../time-window.ts';
import { pointAt } from './bar.ts';
import { DetailsBox } from './details-box.tsx';
import type { Folding } from './folding.ts';
import { topOf, totalHeight } from './layout.ts';
import type { OpenRows } from './open-rows.ts';
import { WaterfallRow } from './waterfall-row.tsx';

const ROW_GROUP = { role: 'rowgroup' };

export type WaterfallRowsProps = {
  trace: TraceColumns;
  /** What the ids of rows begin with. */
  id: string;
  inPage: boolean;
  /** Positions among the visible rows. */
  first: number;
  last: number;
  folding: Folding;
  openRows: OpenRows;
  window: TimeWindow;
  ticks: readonly number[];
  chosen: number | undefined;
  matches: Uint32Array;
  wanted: string;
  details: ((row: number) => ReactNode) | undefined;
  signs: ReadonlyMap<number, string> | undefined;
  criticalPath: CriticalPath | undefined;
  selfTimes: Float64Array | undefined;
};

export const WaterfallRows = (props: WaterfallRowsProps) => {
  const { trace, id, inPage, folding, openRows, window, chosen, matches, details } = props;
  const { visible } = folding;
  const { layout, isOpen } = openRows;
  const drawn: ReactNode[] = [];
  for (let position = props.first; position <= props.last; position++) {
    const row = visible[position] ?? 0;
    const matched = matches[firstNotBefore(matches, row)] === row;
    const top = inPage ? undefined : topOf(position, layout);
    drawn.push(
      <WaterfallRow
        key={row}
        trace={trace}
        row={row}
        id={`${id}${row}`}
        position={position}
        top={top}
        height={layout.rowHeight}
        window={window}
        chosen={row === chosen}
        matched={matched}
        wanted={matched ? props.wanted : ''}
        folded={folding.isFolded(row)}
        open={isOpen.has(row)}
        sign={props.signs?.get(row)}
        criticalPath={props.criticalPath}
        selfTime={props.selfTimes?.[row]}
      />,
    );
    if (details && isOpen.has(row))
      drawn.push(
        <DetailsBox
          key={`details ${row}`}
          row={row}
          top={top === undefined ? undefined : top + layout.rowHeight}
          onHeight={openRows.onHeight}
        >
          {details(row)}
        </DetailsBox>,
      );
  }
  return (
    <div
      {...ROW_GROUP}
      className="waterfall-rows"
      style={inPage ? undefined : { height: totalHeight(visible.length, layout) }}
    >
      <div className="waterfall-lines" aria-hidden="true">
        {props.ticks.map(tick => (
          <span key={tick} style={{ left: `${pointAt(window, tick) ?? 0}%` }} />
        ))}
      </div>
      {drawn}
    </div>
  );
};
