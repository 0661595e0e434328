// What a name stands for, on hover and on focus. One tip is shared by all names of a table. It lies in the top layer,
// so that no scrolling frame cuts it off; Escape closes it, and the mouse may move onto it.

import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { conventionOf } from './conventions.ts';
import './convention-tip.css';

/** Time enough for the mouse to reach the tip. */
const LINGER_MS = 150;
const MARGIN = 8;

/** A long name goes on in the next line after a dot or a bar, not in the middle of a word. */
const breakable = (key: string): ReactNode =>
  key.split(/(?<=[._])/).map((part, index) => {
    const place = `${index} ${part}`;
    return (
      <Fragment key={place}>
        {index > 0 && <wbr />}
        {part}
      </Fragment>
    );
  });

type Shown = { key: string; anchor: HTMLElement };

export type ConventionTip = {
  nameOf(key: string): ReactNode;
  tip: ReactNode;
};

export const useConventionTip = (): ConventionTip => {
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const leaving = useRef(0);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();

  const show = (key: string, anchor: HTMLElement): void => {
    clearTimeout(leaving.current);
    setShown({ key, anchor });
  };
  const stay = (): void => clearTimeout(leaving.current);
  const leave = (): void => {
    clearTimeout(leaving.current);
    leaving.current = window.setTimeout(() => setShown(undefined), LINGER_MS);
  };
  useEffect(() => () => clearTimeout(leaving.current), []);

  useEffect(() => {
    const element = box.current;
    if (element === null || shown === undefined) return;
    const place = (): void => {
      const around = shown.anchor.getBoundingClientRect();
      // what the tip belongs to has moved away under it
      if (around.bottom < 0 || around.top > innerHeight) {
        setShown(undefined);
        return;
      }
      const { offsetWidth, offsetHeight } = element;
      const below = around.bottom + 4;
      const fitsBelow = below + offsetHeight + MARGIN <= innerHeight;
      element.style.left = `${Math.max(MARGIN, Math.min(around.left, innerWidth - offsetWidth - MARGIN))}px`;
      element.style.top = `${fitsBelow ? below : Math.max(MARGIN, around.top - offsetHeight - 4)}px`;
    };
    element.showPopover();
    place();
    // focus brings a name into view by scrolling: the tip goes along
    addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      removeEventListener('scroll', place, { capture: true });
      if (element.isConnected) element.hidePopover();
    };
  }, [shown]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || shown === undefined) return;
    event.stopPropagation();
    setShown(undefined);
  };

  const nameOf = (key: string): ReactNode => {
    const convention = conventionOf(key);
    if (convention === undefined) return <code className="convention-plain">{breakable(key)}</code>;
    return (
      <button
        type="button"
        className={`convention-name ${convention.nowCalled === undefined ? '' : 'old'}`}
        aria-describedby={shown?.key === key ? id : undefined}
        onPointerEnter={event => show(key, event.currentTarget)}
        onPointerLeave={leave}
        onFocus={event => show(key, event.currentTarget)}
        onClick={event => show(key, event.currentTarget)}
        onBlur={leave}
        onKeyDown={onKeyDown}
      >
        {breakable(key)}
        {convention.nowCalled !== undefined && <span className="convention-old"> old name</span>}
      </button>
    );
  };

  const explained = shown && conventionOf(shown.key);
  const tip = (
    <div
      ref={box}
      id={id}
      popover="manual"
      role="tooltip"
      className="convention-tip"
      onPointerEnter={stay}
      onPointerLeave={leave}
    >
      {shown && explained && (
        <>
          <strong>{shown.key}</strong> <span className="quiet">{explained.type}</span>
          <p>{explained.says}</p>
          {explained.nowCalled !== undefined && (
            <p>
              This is the old name. It is called <code>{explained.nowCalled}</code> now.
            </p>
          )}
          {explained.nowCalled === undefined && explained.was.length > 0 && (
            <p className="quiet">It used to be called {explained.was.join(', ')}.</p>
          )}
        </>
      )}
    </div>
  );
  return { nameOf, tip };
};
