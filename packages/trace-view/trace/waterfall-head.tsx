// The line above the rows: what the columns are, the ticks, and the handle that makes the names wider.

import type { KeyboardEvent, PointerEvent } from 'react';
import { durationText } from '../words/duration.ts';
import { pointAt } from './bar.ts';
import type { TimeWindow } from './time-window.ts';

type Width = { width: number; least: number; most: number };

const STEP = 16;
const COLUMN_HEAD = { role: 'columnheader' };
const HEAD_ROW = { role: 'row', 'aria-rowindex': 1 };

export const nameWidthFor = (total: number): number => Math.round(Math.min(440, Math.max(150, total * 0.34)));

export const WaterfallHead = ({
  window,
  ticks,
  name,
  onWidth,
}: {
  window: TimeWindow;
  ticks: readonly number[];
  name: Width;
  onWidth(width: number): void;
}) => {
  const set = (width: number): void => onWidth(Math.min(name.most, Math.max(name.least, width)));
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    set(name.width + event.movementX);
  };
  const nudge = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(name.width + by);
  };
  // an <hr> can't be held
  const handle = {
    role: 'separator',
    'aria-orientation': 'vertical' as const,
    'aria-label': 'Width of the names',
    'aria-valuenow': name.width,
    'aria-valuemin': name.least,
    'aria-valuemax': Math.round(name.most),
    tabIndex: 0,
    onPointerDown: (event: PointerEvent<HTMLDivElement>) =>
      event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: drag,
    onKeyDown: nudge,
  };
  return (
    <div {...HEAD_ROW} className="waterfall-head">
      <div {...COLUMN_HEAD} className="waterfall-name">
        Service and span
        <div {...handle} className="waterfall-handle" />
      </div>
      <div {...COLUMN_HEAD} className="waterfall-time">
        <span className="visually-hidden">Time </span>
        {ticks.map(tick => {
          const left = pointAt(window, tick) ?? 0;
          return (
            <span
              key={tick}
              className={`waterfall-tick ${left > 90 ? 'last' : ''}`}
              style={left > 90 ? { right: `${100 - left}%` } : { left: `${left}%` }}
            >
              {durationText(tick / 1000)}
            </span>
          );
        })}
      </div>
    </div>
  );
};
