// The handle at the edge of the names: dragged, or moved with the arrow keys.

import type { KeyboardEvent, PointerEvent } from 'react';

export type NameWidth = { width: number; least: number; most: number };

const STEP = 16;

type NameHandleProps = { name: NameWidth; onWidth(width: number): void };

export const NameHandle = ({ name, onWidth }: NameHandleProps) => {
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
  return <div {...handle} className="waterfall-handle" />;
};
