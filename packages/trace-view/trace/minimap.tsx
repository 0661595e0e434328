// The whole trace on a strip. Drag over it, or move its two edges with the arrow keys, to look at a part of the time.

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { TraceColumns } from '../columns/trace-columns.ts';
import { serviceColor } from '../style/service-color.ts';
import { durationText } from '../words/duration.ts';
import { minimapSketch } from './minimap-sketch.ts';
import { isWhole, type TimeWindow, windowWithin } from './time-window.ts';
import { useDrag } from './use-drag.ts';
import { useWidth } from './use-width.ts';

const HEIGHT = 56;
const STEP = 0.01;
const BIG_STEP = 0.1;

/** Canvas knows no custom properties: the colors as they are here and now. */
const colorsOf = (canvas: HTMLCanvasElement, names: readonly string[]): string[] => {
  const was = canvas.style.color;
  const colors = names.map(name => {
    canvas.style.color = name;
    return getComputedStyle(canvas).color;
  });
  canvas.style.color = was;
  return colors;
};

const paint = (canvas: HTMLCanvasElement, trace: TraceColumns, width: number): void => {
  const scale = devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = HEIGHT * scale;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const colors = colorsOf(canvas, [...trace.services.map(serviceColor), 'var(--bad)']);
  const bad = colors.at(-1) ?? '';
  const lines = Math.min(canvas.height, trace.rows);
  const high = Math.min(6 * scale, canvas.height / Math.max(1, lines));
  for (const { line, from, to, service, error } of minimapSketch(trace, lines)) {
    context.fillStyle = colors[service] ?? '';
    const left = from * canvas.width;
    const wide = Math.max(scale, (to - from) * canvas.width);
    context.fillRect(left, line * high, wide, Math.max(1, high - (high > 3 ? 1 : 0)));
    if (!error) continue;
    context.fillStyle = bad;
    context.fillRect(left, line * high, 3 * scale, Math.max(2, high));
  }
};

/** Painted again when the reader changes the theme. */
const useTheme = (): number => {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const again = (): void => setRound(was => was + 1);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', again);
    const choice = new MutationObserver(again);
    choice.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      dark.removeEventListener('change', again);
      choice.disconnect();
    };
  }, []);
  return round;
};

const Picture = ({ trace, width }: { trace: TraceColumns; width: number }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, trace, width);
  }, [trace, width]);
  return <canvas ref={canvas} style={{ height: HEIGHT }} />;
};

export const Minimap = ({
  trace,
  window,
  onWindow,
}: {
  trace: TraceColumns;
  window: TimeWindow;
  onWindow(window: TimeWindow): void;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const theme = useTheme();
  const duration = Math.max(1, trace.traceDuration);
  const { stretch, handlers } = useDrag(
    ({ from, to }) => onWindow(windowWithin(from * duration, to * duration, trace.traceDuration)),
    '[role=slider]',
  );
  const shown = stretch ?? { from: window.from / duration, to: window.to / duration };
  const whole = isWhole(window, trace.traceDuration) && stretch === undefined;
  return (
    <div className="minimap">
      <div ref={box} className="minimap-strip" {...handlers}>
        <Picture key={theme} trace={trace} width={width} />
        {!whole && (
          <>
            <span className="minimap-shade" style={{ left: 0, width: `${shown.from * 100}%` }} />
            <span className="minimap-shade" style={{ right: 0, width: `${(1 - shown.to) * 100}%` }} />
          </>
        )}
        <Edge
          name="Start of what is shown"
          at={window.from}
          duration={trace.traceDuration}
          onMove={at => onWindow(windowWithin(Math.min(at, window.to - 1), window.to, trace.traceDuration))}
        />
        <Edge
          name="End of what is shown"
          at={window.to}
          duration={trace.traceDuration}
          onMove={at =>
            onWindow(windowWithin(window.from, Math.max(at, window.from + 1), trace.traceDuration))
          }
        />
      </div>
      <p className="minimap-words">
        <span className="quiet">
          {whole
            ? 'Drag over the strip to look closer.'
            : `${durationText(window.from / 1000)} to ${durationText(window.to / 1000)} of ${durationText(duration / 1000)}`}
        </span>
        <button
          type="button"
          disabled={whole}
          onClick={() => onWindow({ from: 0, to: duration })}
          title="Key: z"
        >
          Whole trace
        </button>
      </p>
    </div>
  );
};

type EdgeProps = { name: string; at: number; duration: number; onMove(at: number): void };

const Edge = ({ name, at, duration, onMove }: EdgeProps) => {
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = (event.shiftKey ? BIG_STEP : STEP) * duration;
    const to = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: duration }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(Math.min(duration, Math.max(0, to)));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const strip = event.currentTarget.parentElement;
    if (strip === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = strip.getBoundingClientRect();
    onMove(Math.min(1, Math.max(0, (event.clientX - left) / width)) * duration);
  };
  return (
    <div
      className="minimap-edge"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuenow={Math.round(at)}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuetext={durationText(at / 1000)}
      style={{ left: `${(at / Math.max(1, duration)) * 100}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
};
