// The line above the rows: what the columns are, and the ticks. Dragging over the ticks looks closer.

import { durationText } from '../../words/duration.ts';
import type { TimeWindow } from '../time-window.ts';
import { useDrag } from '../use-drag.ts';
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
  /** From where to where, in nanoseconds. */
  onStretch(from: number, to: number): void;
  /** The way back, where there is no other; undefined while the whole trace is shown. */
  onWhole: (() => void) | undefined;
};

const SPARES = 'button';

export const WaterfallHead = ({ window, ticks, name, onWidth, onStretch, onWhole }: WaterfallHeadProps) => {
  const timeAt = (part: number): number => window.from + part * (window.to - window.from);
  const { stretch, handlers } = useDrag(({ from, to }) => onStretch(timeAt(from), timeAt(to)), SPARES);
  return (
    <div {...HEAD_ROW} className="waterfall-head">
      <div {...COLUMN_HEAD} className="waterfall-name">
        <span>Service and span</span>
        {name !== undefined && <NameHandle name={name} onWidth={onWidth} />}
      </div>
      <div {...COLUMN_HEAD} className="waterfall-time" title="Drag to look closer" {...handlers}>
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
        {stretch && (
          <span
            className="waterfall-stretch"
            style={{ left: `${stretch.from * 100}%`, width: `${(stretch.to - stretch.from) * 100}%` }}
          />
        )}
        {onWhole && (
          <button type="button" className="waterfall-whole" onClick={onWhole}>
            Whole trace
          </button>
        )}
      </div>
    </div>
  );
};
