// The line above the rows: what the columns are, and the ticks.

import { durationText } from '../../words/duration.ts';
import type { TimeWindow } from '../time-window.ts';
import { pointAt } from './bar.ts';
import { NameHandle, type NameWidth } from './name-handle.tsx';

const COLUMN_HEAD = { role: 'columnheader' };
const HEAD_ROW = { role: 'row', 'aria-rowindex': 1 };
/** In hundredths: a label further to the right would be cut off. */
const LAST = 90;

type WaterfallHeadProps = {
  window: TimeWindow;
  ticks: readonly number[];
  /** Undefined where names stand above their bars. */
  name: NameWidth | undefined;
  onWidth(width: number): void;
};

export const WaterfallHead = ({ window, ticks, name, onWidth }: WaterfallHeadProps) => (
  <div {...HEAD_ROW} className="waterfall-head">
    <div {...COLUMN_HEAD} className="waterfall-name">
      <span>Service and span</span>
      {name !== undefined && <NameHandle name={name} onWidth={onWidth} />}
    </div>
    <div {...COLUMN_HEAD} className="waterfall-time">
      <span className="visually-hidden">Time </span>
      {ticks.map(tick => {
        const left = pointAt(window, tick) ?? 0;
        return (
          <span
            key={tick}
            className="waterfall-tick"
            style={left > LAST ? { right: `${100 - left}%` } : { left: `${left}%` }}
          >
            {durationText(tick / 1000)}
          </span>
        );
      })}
    </div>
  </div>
);
