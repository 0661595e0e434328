// The waterfall of one trace. In a frame it draws the rows that can be seen and a few more, whatever the size of the
// trace; in the flow of a page it draws them all and is as high as they are. It knows nothing of addresses or of a
// server: the trace page and the lessons both use it.
//
//   <Waterfall trace={columns} details={row => …} />
//   <Waterfall trace={columns} inPage />

import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useDeferredValue,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { criticalPathOf } from '../../columns/critical-path.ts';
import { selfTimesOf } from '../../columns/self-time.ts';
import type { TraceColumns } from '../../columns/trace-columns.ts';
import { positionOf } from '../../columns/visible-rows.ts';
import { type Action, actionOf } from '../keys.ts';
import { isWhole, type TimeWindow, ticksOf, wholeOf, windowWithin } from '../time-window.ts';
import { useLater } from '../use-later.ts';
import { useWidth } from '../use-width.ts';
import { useFolding } from './folding.ts';
import { positionAt, ROW_HEIGHT, STACKED_ROW_HEIGHT } from './layout.ts';
import { NARROW, nameWidthCss, nameWidthFor } from './name-width.ts';
import { useOpenRows } from './open-rows.ts';
import { performOn } from './perform.ts';
import { HEAD_HEIGHT, OVERSCAN, useScrolled } from './scrolling.ts';
import { useShowing } from './showing.ts';
import { WaterfallHead } from './waterfall-head.tsx';
import { WaterfallRows } from './waterfall-rows.tsx';
import './waterfall.css';

export type WaterfallHandle = {
  /** False when the action is not the waterfall's. */
  perform(action: Action): boolean;
  focus(): void;
  /** Shows the details of a row, near the top: they are what one came for. */
  open(row: number): void;
};

export type WaterfallProps = {
  trace: TraceColumns;
  /** As high as its rows, in the flow of the page. Otherwise it fills its parent and scrolls. */
  inPage?: boolean;
  label?: string;
  window?: TimeWindow;
  onWindow?(window: TimeWindow): void;
  chosen?: number | undefined;
  onChoose?(row: number): void;
  /** Rows to point out, ascending. */
  matches?: Uint32Array;
  /** Marked in their names. */
  wanted?: string;
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

const NO_MATCHES = new Uint32Array();
const TICK_WIDTH = 110;
/** A page that is read holds no more rows than this; a longer trace gets a frame. */
const MOST_IN_PAGE = 200;
const TOO_LONG_HEIGHT = '70vh';
const ROW_GROUP = { role: 'rowgroup' };

export const Waterfall = (props: WaterfallProps) => {
  const { trace, details, matches = NO_MATCHES, wanted = '', signs, ref } = props;
  const { label = 'Spans of the trace', criticalPath: wantsPath = true, selfTime: wantsSelf = false } = props;
  const inPage = props.inPage === true && trace.rows <= MOST_IN_PAGE;
  const [ownWindow, setOwnWindow] = useState(() => wholeOf(trace.traceDuration));
  const [ownChosen, setOwnChosen] = useState<number | undefined>(undefined);
  const [wantedWidth, setWantedWidth] = useState<number | undefined>(undefined);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const width = useWidth(frame);
  const stacked = width <= NARROW;
  const nameWidth = stacked ? 0 : (wantedWidth ?? nameWidthFor(width, inPage));
  const rowHeight = stacked ? STACKED_ROW_HEIGHT : ROW_HEIGHT;

  const window = props.window ?? ownWindow;
  const chosen = props.onChoose === undefined ? ownChosen : props.chosen;
  const choose = (row: number): void => {
    setOwnChosen(row);
    props.onChoose?.(row);
  };
  const whole = isWhole(window, trace.traceDuration);
  const setWindow = (next: TimeWindow): void => {
    setOwnWindow(next);
    props.onWindow?.(next);
  };

  const folding = useFolding(trace);
  const { visible } = folding;
  const openRows = useOpenRows(props.opened, visible, rowHeight);
  const { layout } = openRows;
  const scrolled = useScrolled(frame, rowHeight);
  const path = useLater(wantsPath, trace, criticalPathOf);
  const self = useLater(wantsSelf, trace, selfTimesOf);
  // a window that follows the mouse must not wait for the rows
  const drawnWindow = useDeferredValue(window);
  const ticks = useMemo(
    () => ticksOf(drawnWindow, Math.max(2, Math.floor((width - nameWidth) / TICK_WIDTH))),
    [drawnWindow, width, nameWidth],
  );

  const showing = useShowing({ frame, inPage, chosen, folding, layout });

  const first = inPage ? 0 : Math.max(0, positionAt(scrolled.top, visible.length, layout) - OVERSCAN);
  const last = inPage
    ? visible.length - 1
    : Math.min(
        visible.length - 1,
        positionAt(scrolled.top + scrolled.height, visible.length, layout) + OVERSCAN,
      );
  const toggleDetails = (row: number): void => {
    if (details !== undefined) openRows.toggle(row);
  };
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof Element)) return;
    const row = Number(event.target.closest('[data-row]')?.getAttribute('data-row') ?? Number.NaN);
    if (Number.isNaN(row)) return;
    showing.isInHand(row);
    choose(row);
    if (event.target.closest('[data-fold]') === null) toggleDetails(row);
    else folding.toggle(row);
  };
  const perform = (action: Action): boolean => {
    const seen = Math.min(scrolled.height, innerHeight) - HEAD_HEIGHT;
    const page = Math.max(1, Math.floor(seen / rowHeight) - 1);
    return performOn({ trace, folding, chosen, choose, toggleDetails, window, setWindow, page }, action);
  };
  useImperativeHandle(ref, () => ({
    perform,
    focus: () => frame.current?.focus(),
    open(row) {
      folding.reveal(row);
      openRows.open(row);
      showing.jumpTo(row);
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

  const place = chosen === undefined ? -1 : positionOf(visible, chosen);
  // A <table> can't hold rows that stand where they like, so the parts of one are named for those who hear it.
  const grid = {
    role: 'treegrid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': visible.length + 1,
    'aria-colcount': 2,
    'aria-activedescendant': place >= first && place <= last ? `${id}${chosen}` : undefined,
    onClick,
    onKeyDown,
  };
  const style: CSSProperties & Record<'--waterfall-names', string> = {
    height: props.inPage && !inPage ? TOO_LONG_HEIGHT : undefined,
    '--waterfall-names': wantedWidth === undefined ? nameWidthCss(inPage) : `${wantedWidth}px`,
  };
  return (
    <div
      {...grid}
      ref={frame}
      className={`waterfall ${inPage ? 'in-page' : 'in-frame'}`}
      style={style}
      data-zoomed={whole ? undefined : ''}
    >
      <div {...ROW_GROUP} className="waterfall-top">
        <WaterfallHead
          window={drawnWindow}
          ticks={ticks}
          name={stacked ? undefined : { width: nameWidth, least: 90, most: Math.max(200, width - 120) }}
          onWidth={setWantedWidth}
          onStretch={(from, to) => setWindow(windowWithin(from, to, trace.traceDuration))}
          onWhole={
            props.onWindow === undefined && !whole ? () => setWindow(wholeOf(trace.traceDuration)) : undefined
          }
        />
      </div>
      <WaterfallRows
        trace={trace}
        id={id}
        inPage={inPage}
        first={first}
        last={last}
        folding={folding}
        openRows={openRows}
        window={drawnWindow}
        ticks={ticks}
        chosen={chosen}
        matches={matches}
        wanted={wanted}
        details={details}
        signs={signs}
        criticalPath={path}
        selfTimes={self}
      />
    </div>
  );
};
