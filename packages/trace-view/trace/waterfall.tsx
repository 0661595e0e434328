// The waterfall of one trace. It draws the rows that can be seen and a few more, whatever the size of the trace.
// It knows nothing of addresses or of a server: the trace page and the lessons both use it.
//
//   <Waterfall trace={spans} height="20rem" />

import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Span } from '#trace-model/span.ts';
import { criticalPathOf } from '../columns/critical-path.ts';
import { columnsOfSpans } from '../columns/from-spans.ts';
import { selfTimesOf } from '../columns/self-time.ts';
import type { TraceColumns } from '../columns/trace-columns.ts';
import {
  collapse,
  collapseFrom,
  deepestOpen,
  expand,
  firstNotBefore,
  nothingCollapsed,
  positionOf,
  reveal,
  shallowestFolded,
  visibleRows,
} from '../columns/visible-rows.ts';
import { pointAt } from './bar.ts';
import { type Action, actionOf } from './keys.ts';
import { type OpenDetails, positionAt, ROW_HEIGHT, topOf, totalHeight } from './layout.ts';
import { isWhole, moved, type TimeWindow, ticksOf, wholeOf, zoomed } from './time-window.ts';
import { useLater } from './use-later.ts';
import { useWidth } from './use-width.ts';
import { nameWidthFor, WaterfallHead } from './waterfall-head.tsx';
import { WaterfallRow } from './waterfall-row.tsx';
import './waterfall.css';

export type WaterfallHandle = {
  /** False when the action is not the waterfall's. */
  perform(action: Action): boolean;
  focus(): void;
  /** Shows the details of a row, near the top: they are what one came for. */
  open(row: number): void;
};

export type WaterfallProps = {
  /** Spans are all of one trace; give the same array again, and nothing is computed again. */
  trace: TraceColumns | readonly Span[];
  /** A CSS length; without it the waterfall is as high as its parent. */
  height?: string;
  label?: string;
  window?: TimeWindow;
  onWindow?(window: TimeWindow): void;
  chosen?: number | undefined;
  onChoose?(row: number): void;
  /** Rows to point out, ascending. */
  matches?: Uint32Array;
  /** What opens under a row; without it rows don't open. */
  details?(row: number): ReactNode;
  /** The row whose details are open from the start. */
  opened?: number | undefined;
  /** What is odd about a row, in words. */
  signs?: ReadonlyMap<number, string>;
  criticalPath?: boolean;
  selfTime?: boolean;
  ref?: Ref<WaterfallHandle>;
};

const OVERSCAN = 10;
const HEAD_HEIGHT = 30;
const NO_MATCHES = new Uint32Array();
/** Until details have been drawn and measured. */
const DETAILS_HEIGHT = 260;
const TICK_WIDTH = 110;
const ROW_GROUP = { role: 'rowgroup' };
const ROW = { role: 'row' };
const WIDE_CELL = { role: 'gridcell', 'aria-colspan': 2 };

/** Made anew for each jump, so that jumping twice to one row scrolls twice. */
type Jump = { row: number };

const isColumns = (trace: TraceColumns | readonly Span[]): trace is TraceColumns => 'rows' in trace;

export const Waterfall = (props: WaterfallProps) => {
  const { trace: given, height, details, matches = NO_MATCHES, signs, ref } = props;
  const { label = 'Spans of the trace', criticalPath: wantsPath = true, selfTime: wantsSelf = false } = props;
  const trace = useMemo(() => (isColumns(given) ? given : columnsOfSpans(given)), [given]);
  const [ownWindow, setOwnWindow] = useState(() => wholeOf(trace.traceDuration));
  const [ownChosen, setOwnChosen] = useState<number | undefined>(undefined);
  const [collapsed, setCollapsed] = useState(() => nothingCollapsed(trace));
  const [open, setOpen] = useState<readonly number[]>(() =>
    props.opened === undefined ? [] : [props.opened],
  );
  const [heights, setHeights] = useState<ReadonlyMap<number, number>>(new Map());
  const [scrolled, setScrolled] = useState({ top: 0, height: 800 });
  const [jump, setJump] = useState<Jump | undefined>(undefined);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const width = useWidth(frame);
  const [wantedWidth, setWantedWidth] = useState<number | undefined>(undefined);
  const nameWidth = wantedWidth ?? nameWidthFor(width);

  const window = props.window ?? ownWindow;
  const chosen = props.onChoose === undefined ? ownChosen : props.chosen;
  const choose = (row: number): void => {
    setOwnChosen(row);
    props.onChoose?.(row);
  };
  const setWindow = (next: TimeWindow): void => {
    setOwnWindow(next);
    props.onWindow?.(next);
  };

  const visible = useMemo(() => visibleRows(trace, collapsed), [trace, collapsed]);
  const openDetails = useMemo((): OpenDetails => {
    const shown = open
      .map(row => ({ position: positionOf(visible, row), height: heights.get(row) ?? DETAILS_HEIGHT }))
      .filter(({ position }) => position >= 0)
      .sort((a, b) => a.position - b.position);
    return {
      positions: Uint32Array.from(shown, ({ position }) => position),
      heights: shown.map(one => one.height),
    };
  }, [open, heights, visible]);
  const path = useLater(wantsPath, trace, criticalPathOf);
  const self = useLater(wantsSelf, trace, selfTimesOf);
  // a window that follows the mouse must not wait for the rows
  const drawnWindow = useDeferredValue(window);
  const ticks = useMemo(
    () => ticksOf(drawnWindow, Math.max(2, Math.floor((width - nameWidth) / TICK_WIDTH))),
    [drawnWindow, width, nameWidth],
  );

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const look = (): void => {
      const top = element.scrollTop;
      const seen = element.clientHeight;
      // a new picture only when the rows in reserve run low
      setScrolled(was =>
        was.height === seen && Math.abs(was.top - top) < (OVERSCAN / 2) * ROW_HEIGHT
          ? was
          : { top, height: seen },
      );
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, []);

  // The chosen row is unfolded and brought into view, whoever chose it.
  const wanted = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (chosen === undefined || wanted.current === chosen) return;
    wanted.current = chosen;
    const unfolded = reveal(trace, collapsed, chosen);
    if (unfolded !== collapsed) setCollapsed(unfolded);
    const rows = unfolded === collapsed ? visible : visibleRows(trace, unfolded);
    show(frame.current, topOf(positionOf(rows, chosen), openDetails));
  }, [chosen, collapsed, trace, visible, openDetails]);

  const jumped = useRef<Jump | undefined>(undefined);
  useLayoutEffect(() => {
    if (jump === undefined || jumped.current === jump || frame.current === null) return;
    jumped.current = jump;
    frame.current.scrollTop = topOf(Math.max(0, positionOf(visible, jump.row) - 1), openDetails);
  }, [jump, visible, openDetails]);

  const first = Math.max(0, positionAt(scrolled.top, visible.length, openDetails) - OVERSCAN);
  const last = Math.min(
    visible.length - 1,
    positionAt(scrolled.top + scrolled.height, visible.length, openDetails) + OVERSCAN,
  );
  const isOpen = new Set(open);
  const onHeight = useCallback((row: number, high: number): void => {
    setHeights(was => (was.get(row) === high ? was : new Map(was).set(row, high)));
  }, []);

  const rows: ReactNode[] = [];
  for (let position = first; position <= last; position++) {
    const row = visible[position] ?? 0;
    const top = topOf(position, openDetails);
    rows.push(
      <WaterfallRow
        key={row}
        trace={trace}
        row={row}
        id={`${id}${row}`}
        position={position}
        top={top}
        window={drawnWindow}
        chosen={row === chosen}
        matched={matches[firstNotBefore(matches, row)] === row}
        folded={collapsed[row] === 1}
        open={isOpen.has(row)}
        sign={signs?.get(row)}
        criticalPath={path}
        selfTime={self?.[row]}
      />,
    );
    if (details && isOpen.has(row))
      rows.push(
        <Details key={`details ${row}`} row={row} top={top + ROW_HEIGHT} onHeight={onHeight}>
          {details(row)}
        </Details>,
      );
  }

  const toggle = (row: number): void => {
    if (details === undefined) return;
    setOpen(was => (was.includes(row) ? was.filter(other => other !== row) : [...was, row]));
  };
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof Element)) return;
    const row = Number(event.target.closest('[data-row]')?.getAttribute('data-row') ?? Number.NaN);
    if (Number.isNaN(row)) return;
    wanted.current = row;
    choose(row);
    if (event.target.closest('[data-fold]') === null) toggle(row);
    else setCollapsed(was => (was[row] === 1 ? expand(was, row) : collapse(trace, was, row)));
  };

  const goTo = (position: number): void => {
    const row = visible[Math.max(0, Math.min(visible.length - 1, position))];
    if (row !== undefined) choose(row);
  };
  const perform = (action: Action): boolean => {
    const row = chosen ?? visible[0] ?? 0;
    const here = chosen === undefined ? -1 : positionOf(visible, chosen);
    const page = Math.max(1, Math.floor((scrolled.height - HEAD_HEIGHT) / ROW_HEIGHT) - 1);
    const middle = (trace.start[row] ?? 0) + (trace.duration[row] ?? 0) / 2;
    switch (action) {
      case 'next':
        goTo(here + 1);
        return true;
      case 'previous':
        goTo(here - 1);
        return true;
      case 'page-down':
        goTo(here + page);
        return true;
      case 'page-up':
        goTo(here - page);
        return true;
      case 'first':
        goTo(0);
        return true;
      case 'last':
        goTo(visible.length - 1);
        return true;
      case 'expand':
        if (collapsed[row] === 1) setCollapsed(expand(collapsed, row));
        else if ((trace.size[row] ?? 1) > 1) choose(row + 1);
        return true;
      case 'collapse': {
        const folded = collapsed[row] === 1 ? collapsed : collapse(trace, collapsed, row);
        const parent = trace.parent[row] ?? -1;
        if (folded !== collapsed) setCollapsed(folded);
        else if (parent >= 0) choose(parent);
        return true;
      }
      case 'details':
        if (chosen !== undefined) toggle(chosen);
        return true;
      case 'expand-all':
        setCollapsed(nothingCollapsed(trace));
        return true;
      case 'collapse-all':
        fold(0);
        return true;
      case 'collapse-level':
        fold(Math.max(0, deepestOpen(trace, collapsed)));
        return true;
      case 'expand-level': {
        const level = shallowestFolded(trace, collapsed);
        if (level >= 0) setCollapsed(collapseFrom(trace, level + 1));
        return true;
      }
      case 'zoom-in':
        setWindow(zoomed(window, middle, 0.5, trace.traceDuration));
        return true;
      case 'zoom-out':
        setWindow(zoomed(window, middle, 2, trace.traceDuration));
        return true;
      case 'zoom-reset':
        setWindow(wholeOf(trace.traceDuration));
        return true;
      case 'pan-left':
        setWindow(moved(window, -0.25, trace.traceDuration));
        return true;
      case 'pan-right':
        setWindow(moved(window, 0.25, trace.traceDuration));
        return true;
      default:
        return false;
    }
  };
  /** What is chosen and folded away gives the choice to the row it is folded into. */
  const fold = (level: number): void => {
    setCollapsed(collapseFrom(trace, level));
    let row = chosen ?? -1;
    while (row >= 0 && (trace.depth[row] ?? 0) > level) row = trace.parent[row] ?? -1;
    if (row >= 0 && row !== chosen) choose(row);
  };
  useImperativeHandle(ref, () => ({
    perform,
    focus: () => frame.current?.focus(),
    open(row) {
      setCollapsed(was => reveal(trace, was, row));
      setOpen(was => (was.includes(row) ? was : [...was, row]));
      setJump({ row });
    },
  }));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // what stands in open details has keys of its own
    if (event.target !== event.currentTarget) return;
    const action = actionOf(event);
    if (action === undefined || !perform(action)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const chosenIsDrawn = chosen !== undefined && rows.length > 0 && isBetween(visible, first, last, chosen);
  // A <table> can't hold rows that stand where they like, so the parts of one are named for those who hear it.
  const grid = {
    role: 'treegrid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': visible.length + 1,
    'aria-colcount': 2,
    'aria-activedescendant': chosenIsDrawn ? `${id}${chosen}` : undefined,
    onClick,
    onKeyDown,
  };
  const style: CSSProperties & Record<'--waterfall-names', string> = {
    height: height ?? '100%',
    '--waterfall-names': `${nameWidth}px`,
  };
  return (
    <div
      {...grid}
      ref={frame}
      className="waterfall"
      style={style}
      data-zoomed={isWhole(window, trace.traceDuration) ? undefined : ''}
    >
      <div {...ROW_GROUP} className="waterfall-top">
        <WaterfallHead
          window={drawnWindow}
          ticks={ticks}
          name={{ width: nameWidth, least: 90, most: Math.max(200, width - 120) }}
          onWidth={setWantedWidth}
        />
      </div>
      <div
        {...ROW_GROUP}
        className="waterfall-rows"
        style={{ height: totalHeight(visible.length, openDetails) }}
      >
        <div className="waterfall-lines" aria-hidden="true">
          {ticks.map(tick => (
            <span key={tick} style={{ left: `${pointAt(drawnWindow, tick) ?? 0}%` }} />
          ))}
        </div>
        {rows}
      </div>
    </div>
  );
};

const isBetween = (visible: Uint32Array, first: number, last: number, row: number): boolean => {
  const position = positionOf(visible, row);
  return position >= first && position <= last;
};

/** A row that is near comes into view at the edge; one from far away comes to the upper third. */
const show = (frame: HTMLElement | null, top: number): void => {
  if (frame === null) return;
  const seen = frame.clientHeight - HEAD_HEIGHT;
  const { scrollTop } = frame;
  if (top >= scrollTop && top + ROW_HEIGHT <= scrollTop + seen) return;
  const above = scrollTop - top;
  const below = top + ROW_HEIGHT - (scrollTop + seen);
  if (above > 0) frame.scrollTop = above < seen ? top : top - seen / 3;
  else frame.scrollTop = below < seen ? top + ROW_HEIGHT - seen : top - seen / 3;
};

type DetailsProps = {
  row: number;
  top: number;
  onHeight(row: number, height: number): void;
  children: ReactNode;
};

const Details = ({ row, top, onHeight, children }: DetailsProps) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const sizes = new ResizeObserver(() => onHeight(row, element.offsetHeight));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [row, onHeight]);
  return (
    <div {...ROW} ref={box} className="waterfall-details" style={{ transform: `translateY(${top}px)` }}>
      <div {...WIDE_CELL}>{children}</div>
    </div>
  );
};
