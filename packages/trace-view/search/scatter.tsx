// Duration over time, a point for each trace. The list below says the same in words; here one point at a time
// can be reached by Tab, and the arrow keys go from one to the next.

import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { go } from '../app/navigation.tsx';
import { serviceColor } from '../style/service-color.ts';
import { counted } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { clockText } from '../words/moment.ts';
import './scatter.css';
import { nearest, type Point, scatterOf } from './scatter-layout.ts';
import { type Summary, startMs } from './summary.ts';

const HEIGHT = 160;

const words = (trace: Summary, now: number): string =>
  [
    `${trace.service} ${trace.operation}`,
    durationText(trace.durationMicros),
    counted(trace.spans, 'span'),
    trace.errors > 0 ? counted(trace.errors, 'error') : 'no errors',
    clockText(startMs(trace), now),
  ].join(' · ');

/** A trace with errors is a diamond, so that it can be told without its color. */
const Mark = ({ point: { trace, x, y, radius } }: { point: Point }) =>
  trace.errors > 0 ? (
    <path
      className="scatter-failed"
      d={`M${x} ${y - radius - 1.5}L${x + radius + 1.5} ${y}L${x} ${y + radius + 1.5}L${x - radius - 1.5} ${y}Z`}
    />
  ) : (
    <circle className="scatter-well" cx={x} cy={y} r={radius} style={{ fill: serviceColor(trace.service) }} />
  );

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowRight: (index, last) => Math.min(last, index + 1),
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowLeft: index => Math.max(0, index - 1),
  ArrowUp: index => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

export const ScatterPlot = ({ rows, now }: { rows: readonly Summary[]; now: number }) => {
  const frame = useRef<HTMLDivElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(0);
  const [meant, setMeant] = useState<string>();
  useEffect(() => {
    if (frame.current === null) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  // the words of the ticks change with the day, not with every tick of the clock
  const day = Math.floor(now / 3_600_000) * 3_600_000;
  const { points, xTicks, yTicks, plot } = useMemo(
    () => scatterOf(rows, { width, height: HEIGHT }, day),
    [rows, width, day],
  );
  const found = points.findIndex(({ trace }) => trace.traceId === meant);
  const current = found < 0 ? points.length - 1 : found;
  const point = found < 0 ? undefined : points[found];

  const pointAt = (event: MouseEvent): Point | undefined => {
    const box = picture.current?.getBoundingClientRect();
    const index = box && nearest(points, event.clientX - box.left, event.clientY - box.top);
    return index === undefined ? undefined : points[index];
  };
  const step = (event: KeyboardEvent): void => {
    const next = STEPS[event.key]?.(current, points.length - 1);
    const target = next === undefined ? undefined : points[next];
    if (target === undefined) return;
    event.preventDefault();
    setMeant(target.trace.traceId);
    const link = picture.current?.querySelector(`[data-point="${target.trace.traceId}"]`);
    if (link instanceof SVGElement) link.focus();
  };

  return (
    <figure className="scatter" aria-label="Duration over time">
      <div ref={frame} className="scatter-frame">
        <svg className="scatter-axes" width={width} height={HEIGHT} aria-hidden="true">
          {yTicks.map(({ at, label }) => (
            <g key={label}>
              <line className="scatter-line" x1={plot.left} x2={plot.right} y1={at} y2={at} />
              <text className="scatter-label" x={plot.left - 8} y={at + 4} textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          {xTicks.map(({ at, label }, index) => (
            <text
              key={at}
              className="scatter-label"
              x={at}
              y={HEIGHT - 6}
              textAnchor={index === 0 ? 'start' : index === xTicks.length - 1 ? 'end' : 'middle'}
            >
              {label}
            </text>
          ))}
        </svg>
        <svg
          ref={picture}
          width={width}
          height={HEIGHT}
          aria-label="One point for each trace. Arrow keys go from one to the next."
          onKeyDown={step}
          onPointerMove={event => setMeant(pointAt(event)?.trace.traceId)}
          onPointerLeave={() => setMeant(undefined)}
          onClick={event => {
            const target = pointAt(event);
            if (target === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            go(`/trace/${target.trace.traceId}`);
          }}
        >
          {points.map((one, index) => (
            <a
              key={one.trace.traceId}
              href={`/trace/${one.trace.traceId}`}
              data-point={one.trace.traceId}
              tabIndex={index === current ? 0 : -1}
              aria-label={words(one.trace, now)}
              className={one === point ? 'scatter-point scatter-meant' : 'scatter-point'}
              onFocus={() => setMeant(one.trace.traceId)}
            >
              <Mark point={one} />
            </a>
          ))}
        </svg>
      </div>
      <figcaption className="quiet">
        {point === undefined ? (
          <>
            <span aria-hidden="true">● </span>without errors <span aria-hidden="true">◆ </span>with errors ·
            larger: more spans
          </>
        ) : (
          words(point.trace, now)
        )}
      </figcaption>
    </figure>
  );
};
