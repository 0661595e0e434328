// A table of very many rows that is one stop in the tab order: arrows move within it, a screen reader is told
// where it stands. What a row holds is the caller's business.

import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useLayoutEffect } from 'react';
import { useRowWindow } from './row-window.ts';
import './row-grid.css';

export type RowLook = { className?: string; level?: number; expanded?: boolean };

export type RowGridProps = {
  label: string;
  /** A value of grid-template-columns. */
  columns: string;
  /** Narrower than this, the table scrolls sideways. */
  minWidth: number;
  /** `<Head>`s. */
  head: ReactNode;
  rows: number;
  active: number;
  onActive: (row: number) => void;
  /** Enter, or a double click. */
  onOpen?: (row: number) => void;
  /** A click on what a row marks with `data-toggle`. */
  onToggle?: (row: number) => void;
  /** True when the key was used up. */
  onKey?: (event: KeyboardEvent, row: number) => boolean;
  /** `<Cell>`s. */
  cells: (row: number) => ReactNode;
  look?: (row: number) => RowLook;
  tree?: boolean;
};

const ROW = 28;
const HEAD = 32;
const NONE = -1;

// A <table> can't hold rows that stand where they like, so the parts of one are named for those who hear it.
const HEAD_ROW = { role: 'row', 'aria-rowindex': 1 };
const NOTHING = { role: 'presentation' };
const COLUMN_HEAD = { role: 'columnheader' };
const GRID_CELL = { role: 'gridcell' };

export const RowGrid = (props: RowGridProps) => {
  const {
    label,
    columns,
    minWidth,
    head,
    rows,
    active,
    onActive,
    onOpen,
    onToggle,
    onKey,
    cells,
    look,
    tree = false,
  } = props;
  const { frame, window, onScroll, show, page } = useRowWindow(rows, ROW, HEAD);
  const id = useId();
  useLayoutEffect(() => {
    if (active >= 0) show(active);
  }, [active, show]);

  const move = (to: number): void => {
    if (rows > 0) onActive(Math.max(0, Math.min(rows - 1, to)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // a button in the head has keys of its own
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (onKey?.(event, active) || moveBy(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const moveBy = (key: string): boolean => {
    switch (key) {
      case 'ArrowDown':
      case 'j':
        move(active + 1);
        return true;
      case 'ArrowUp':
      case 'k':
        move(active - 1);
        return true;
      case 'PageDown':
        move(active + page());
        return true;
      case 'PageUp':
        move(active - page());
        return true;
      case 'Home':
        move(0);
        return true;
      case 'End':
        move(rows - 1);
        return true;
      case 'Enter':
        if (active >= 0) onOpen?.(active);
        return onOpen !== undefined;
      default:
        return false;
    }
  };

  /** One listener for all rows: which was it? */
  const rowAt = (target: EventTarget): number =>
    target instanceof Element ? Number(target.closest('[data-row]')?.getAttribute('data-row') ?? NONE) : NONE;
  const onClick = (event: MouseEvent): void => {
    const row = rowAt(event.target);
    if (row === NONE) return;
    onActive(row);
    if (event.target instanceof Element && event.target.closest('[data-toggle]') !== null) onToggle?.(row);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const row = rowAt(event.target);
    if (row !== NONE) onOpen?.(row);
  };

  const drawn: ReactNode[] = [];
  for (let row = window.first; row < window.end; row++) {
    const { className = '', level, expanded } = look?.(row) ?? {};
    const said = {
      role: 'row',
      id: `${id}${row}`,
      'aria-rowindex': row + 2,
      'aria-selected': row === active,
      'aria-level': level,
      'aria-expanded': expanded,
    };
    const place = { gridTemplateColumns: columns, minWidth, transform: `translateY(${row * ROW}px)` };
    drawn.push(
      <div key={row} {...said} data-row={row} className={`rows-row ${className}`} style={place}>
        {cells(row)}
      </div>,
    );
  }
  const said = {
    role: tree ? 'treegrid' : 'grid',
    'aria-label': label,
    'aria-rowcount': rows + 1,
    'aria-activedescendant': active >= window.first && active < window.end ? `${id}${active}` : undefined,
    tabIndex: 0,
  };
  const heard = { onScroll, onKeyDown, onClick, onDoubleClick };
  return (
    <div ref={frame} className="rows-frame" {...said} {...heard}>
      <div {...HEAD_ROW} className="rows-head" style={{ gridTemplateColumns: columns, minWidth }}>
        {head}
      </div>
      <div {...NOTHING} className="rows-body" style={{ height: rows * ROW, minWidth }}>
        {drawn}
      </div>
    </div>
  );
};

export const Head = ({ children, number = false }: { children: ReactNode; number?: boolean }) => (
  <span {...COLUMN_HEAD} className={number ? 'number' : undefined}>
    {children}
  </span>
);

export type Sorting = 'ascending' | 'descending' | 'none';

export const SortHead = ({
  children,
  number = false,
  sorting,
  onSort,
}: {
  children: ReactNode;
  number?: boolean;
  sorting: Sorting;
  onSort: () => void;
}) => (
  <span {...COLUMN_HEAD} {...{ 'aria-sort': sorting }} className={number ? 'number' : undefined}>
    <button type="button" className="rows-sort" onClick={onSort}>
      {children}
      <span aria-hidden="true">{sorting === 'ascending' ? ' ▲' : sorting === 'descending' ? ' ▼' : ''}</span>
    </button>
  </span>
);

export const Cell = ({
  children,
  number = false,
  className = '',
  title,
}: {
  children?: ReactNode;
  number?: boolean;
  className?: string;
  title?: string;
}) => (
  <span {...GRID_CELL} className={`${number ? 'number ' : ''}${className}`} title={title}>
    {children}
  </span>
);
