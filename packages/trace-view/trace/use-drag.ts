// Dragging over a strip: from where to where, as parts of its width.

import { type PointerEvent, useState } from 'react';

export type Stretch = { from: number; to: number };

/** Less than this is a click. */
const DRAG_PX = 4;

type Held = { from: number; to: number; width: number };

const inOrder = ({ from, to }: Stretch): Stretch => ({ from: Math.min(from, to), to: Math.max(from, to) });

export type Drag = {
  /** What is being dragged over now. */
  stretch: Stretch | undefined;
  handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(): void;
    onPointerCancel(): void;
  };
};

/** `spares`: what on the strip has a drag of its own. */
export const useDrag = (onStretch: (stretch: Stretch) => void, spares: string): Drag => {
  const [held, setHeld] = useState<Held | undefined>(undefined);
  const partAt = (event: PointerEvent<HTMLElement>): { part: number; width: number } => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return { part: Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width))), width };
  };
  return {
    stretch: held && inOrder(held),
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0 || (event.target instanceof Element && event.target.closest(spares))) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const { part, width } = partAt(event);
        setHeld({ from: part, to: part, width });
      },
      onPointerMove(event) {
        if (held !== undefined) setHeld({ ...held, to: partAt(event).part });
      },
      onPointerUp() {
        if (held === undefined) return;
        setHeld(undefined);
        if (Math.abs(held.to - held.from) * held.width >= DRAG_PX) onStretch(inOrder(held));
      },
      onPointerCancel: () => setHeld(undefined),
    },
  };
};
