// One span as one line of the waterfall. Clicks are taken by the waterfall: a row has no handlers of its own, so
// that hundreds of rows a second can be drawn while scrolling.

import { type CSSProperties, memo, type ReactNode } from 'react';
import type { CriticalPath } from '../../columns/critical-path.ts';
import {
  isError,
  kindOf,
  markOf,
  nameOf,
  type RowMark,
  serviceOf,
  type TraceColumns,
} from '../../columns/trace-columns.ts';
import { serviceColor } from '../../style/service-color.ts';
import { durationText } from '../../words/duration.ts';
import { Marked } from '../../words/marked.tsx';
import type { TimeWindow } from '../time-window.ts';
import { type Bar, barOf, pointAt } from './bar.ts';

export type RowProps = {
  trace: TraceColumns;
  row: number;
  id: string;
  /** Where it stands among the visible rows, from 0. */
  position: number;
  /** Undefined where rows follow one another in the flow of the page. */
  top: number | undefined;
  height: number;
  window: TimeWindow;
  chosen: boolean;
  matched: boolean;
  /** Marked in the name. */
  wanted: string;
  folded: boolean;
  open: boolean;
  /** What is odd about it, in words. */
  sign: string | undefined;
  criticalPath: CriticalPath | undefined;
  selfTime: number | undefined;
};

/** Deeper rows are no further to the right: their names would not be seen. */
const DEEPEST_INDENT = 14;
/** More dots than these hide each other. */
const MOST_DOTS = 30;

const MARK_WORDS: Record<RowMark, { sign: string; word: string }> = {
  orphan: { sign: 'its parent is not in this trace', word: 'parent missing' },
  cycle: { sign: 'its ancestors lead back to itself', word: 'ring of parents' },
  duplicate: { sign: 'another span has the same id', word: 'id is there twice' },
};

const Name = ({ trace, row, folded, sign, wanted }: RowProps): ReactNode => {
  const children = (trace.size[row] ?? 1) - 1;
  const indent: CSSProperties & Record<'--indents', number> = {
    '--indents': Math.min(trace.depth[row] ?? 0, DEEPEST_INDENT),
  };
  const service = serviceOf(trace, row);
  const name = nameOf(trace, row);
  const mark = markOf(trace, row);
  const odd = sign ?? (mark && MARK_WORDS[mark].sign);
  const kind = kindOf(trace, row);
  return (
    <div {...GRID_CELL} className="waterfall-name" style={indent} title={`${service} ${name}`}>
      <span className="waterfall-fold" data-fold={children > 0 ? '' : undefined} aria-hidden="true">
        {children > 0 ? (folded ? '▸' : '▾') : ''}
      </span>
      <span className="waterfall-stripe" style={{ background: serviceColor(service) }} />
      {isError(trace, row) && (
        <span className="waterfall-error" title="This span has the status error">
          <span aria-hidden="true">✕</span>
          <span className="waterfall-word"> error</span>{' '}
        </span>
      )}
      {odd !== undefined && (
        <span className="waterfall-odd" title={odd}>
          <span aria-hidden="true">⚠</span>
          <span className="visually-hidden">{odd}</span>{' '}
        </span>
      )}
      <span className="waterfall-service">
        {service === '' ? 'no service name' : <Marked text={service} wanted={wanted} />}
      </span>
      <span className="waterfall-operation">
        {' '}
        <Marked text={name} wanted={wanted} />
      </span>
      {kind !== 'internal' && <span className="waterfall-kind"> {kind}</span>}
      {mark !== undefined && <span className="waterfall-word waterfall-mark"> {MARK_WORDS[mark].word}</span>}
      {folded && <span className="waterfall-hidden-count">+{children}</span>}
    </div>
  );
};

const labelPlace = ({ left, width, label }: Bar): { left?: string; right?: string } => {
  if (label === 'right') return { left: `${left + width}%` };
  return label === 'left' ? { right: `${100 - left}%` } : { left: `${Math.max(0, left)}%` };
};

const Dots = ({ trace, row, window }: RowProps): ReactNode => {
  const from = trace.eventFrom[row] ?? 0;
  const count = Math.min(MOST_DOTS, (trace.eventFrom[row + 1] ?? 0) - from);
  return Array.from({ length: count }, (_, i) => {
    const index = from + i;
    const at = trace.eventTime[index] ?? 0;
    const left = pointAt(window, at);
    const name = trace.strings[trace.eventName[index] ?? 0] ?? '';
    const after = durationText((at - (trace.start[row] ?? 0)) / 1000);
    return left === undefined ? null : (
      <span
        key={index}
        className="waterfall-dot"
        style={{ left: `${left}%` }}
        title={`event ${name}, ${after} after the span began`}
      />
    );
  });
};

const Critical = ({
  path,
  row,
  window,
}: {
  path: CriticalPath;
  row: number;
  window: TimeWindow;
}): ReactNode => {
  const from = path.from[row] ?? 0;
  return Array.from({ length: (path.from[row + 1] ?? 0) - from }, (_, i) => {
    const start = path.start[from + i] ?? 0;
    const bar = barOf(window, start, (path.end[from + i] ?? 0) - start);
    return bar === undefined ? null : (
      <span
        key={start}
        className="waterfall-critical"
        style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
      />
    );
  });
};

const Time = (props: RowProps): ReactNode => {
  const { trace, row, window, criticalPath, selfTime } = props;
  const start = trace.start[row] ?? 0;
  const duration = trace.duration[row] ?? 0;
  const bar = barOf(window, start, duration);
  const self = selfTime === undefined ? '' : `, self ${durationText(selfTime / 1000)}`;
  const label = durationText(duration / 1000) + self;
  const kind = kindOf(trace, row);
  return (
    <div {...GRID_CELL} className="waterfall-time">
      {bar === undefined ? (
        <span className={`waterfall-outside ${start > window.to ? 'later' : ''}`}>
          {start > window.to ? `${label} ▸` : `◂ ${label}`}
        </span>
      ) : (
        <>
          <span
            className="waterfall-bar"
            style={{
              left: `${bar.left}%`,
              width: `${bar.width}%`,
              background: serviceColor(serviceOf(trace, row)),
            }}
          />
          <span className={`waterfall-label ${bar.label}`} style={labelPlace(bar)}>
            {label}
          </span>
        </>
      )}
      {criticalPath !== undefined && <Critical path={criticalPath} row={row} window={window} />}
      <Dots {...props} />
      <span className="visually-hidden">{` ${kind} span, starts at ${durationText(start / 1000)}`}</span>
    </div>
  );
};

const GRID_CELL = { role: 'gridcell' };

const classOf = ({ chosen, matched, open }: RowProps): string =>
  ['waterfall-row', chosen && 'chosen', matched && 'matched', open && 'open'].filter(Boolean).join(' ');

export const WaterfallRow = memo((props: RowProps) => {
  const { trace, row, id, position, top, height, chosen, folded } = props;
  const said = {
    role: 'row',
    'aria-rowindex': position + 2,
    'aria-level': (trace.depth[row] ?? 0) + 1,
    'aria-expanded': (trace.size[row] ?? 1) > 1 ? !folded : undefined,
    'aria-selected': chosen,
  };
  const place = top === undefined ? undefined : { transform: `translateY(${top}px)`, height };
  return (
    <div {...said} id={id} data-row={row} className={classOf(props)} style={place}>
      <Name {...props} />
      <Time {...props} />
    </div>
  );
});
