// One trace played in time: who works at this moment, and what has happened so far. Who asked their system for
// less motion gets steps from moment to moment instead.

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { isError, nameOf, serviceOf, type TraceColumns } from '../../columns/trace-columns.ts';
import { serviceColor } from '../../style/service-color.ts';
import { counted, numberText } from '../../words/count.ts';
import { durationText } from '../../words/duration.ts';
import { ChosenSpan } from './chosen-span.tsx';
import {
  crowdOf,
  type Lane,
  lanesAt,
  type Moment,
  momentAt,
  passedAt,
  servicesInOrder,
  stepFrom,
  type Timeline,
  timelineOf,
} from './replay-time.ts';
import type { TraceViewProps } from './view-props.ts';
import './views.css';

/** How long the whole trace takes to play. */
const LENGTHS = [
  { seconds: 5, title: 'in 5 seconds' },
  { seconds: 15, title: 'in 15 seconds' },
  { seconds: 60, title: 'in a minute' },
] as const;
/** With less motion, one step each second. */
const STEP_MS = 1000;
const SLICES = 160;
const SPANS_NAMED = 4;
const MOMENTS_TOLD = 9;

const micros = (nanos: number): string => durationText(nanos / 1000);

const ReplayView = ({ trace, chosen, onChoose }: TraceViewProps) => {
  const timeline = useMemo(() => timelineOf(trace), [trace]);
  const duration = Math.max(1, trace.traceDuration);
  const [time, setTime] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(15);
  usePlaying({ playing, seconds, duration, timeline, setTime, onEnd: () => setPlaying(false) });

  const step = (by: 1 | -1): void => {
    setPlaying(false);
    setTime(now => stepFrom(timeline, now, by, duration));
  };
  const play = (): void => {
    if (!playing && time >= duration) setTime(0);
    setPlaying(!playing);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '.') step(1);
    else if (event.key === ',') step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="views-frame replay" {...{ onKeyDown }}>
      <div className="views-bar">
        <button type="button" className="primary replay-play" onClick={play}>
          {playing ? 'Pause' : time >= duration ? 'Play again' : 'Play'}
        </button>
        <button type="button" onClick={() => step(-1)} disabled={time <= 0} aria-keyshortcuts=",">
          Step back
        </button>
        <button type="button" onClick={() => step(1)} disabled={time >= duration} aria-keyshortcuts=".">
          Step
        </button>
        <label>
          The whole trace{' '}
          <select value={seconds} onChange={event => setSeconds(Number(event.target.value))}>
            {LENGTHS.map(length => (
              <option key={length.seconds} value={length.seconds}>
                {length.title}
              </option>
            ))}
          </select>
        </label>
        <span className="number replay-time">
          {micros(time)} <span className="quiet">of {micros(duration)}</span>
        </span>
      </div>
      <input
        type="range"
        className="replay-scrub"
        aria-label="Moment of the trace"
        aria-valuetext={`${micros(time)} of ${micros(duration)}`}
        min={0}
        max={duration}
        step={duration / 1000}
        value={time}
        onChange={event => {
          setPlaying(false);
          // the last step of a slider may fall short of the end
          const wanted = Number(event.target.value);
          setTime(wanted > duration * 0.9995 ? duration : wanted);
        }}
      />
      <div className="replay-stage">
        <Lanes trace={trace} time={time} duration={duration} chosen={chosen} onChoose={onChoose} />
        <Told trace={trace} timeline={timeline} time={time} quiet={playing} onChoose={onChoose} />
      </div>
      <ChosenSpan trace={trace} chosen={chosen} />
    </div>
  );
};

type Playing = {
  playing: boolean;
  seconds: number;
  duration: number;
  timeline: Timeline;
  setTime: (next: (time: number) => number) => void;
  onEnd: () => void;
};

const usePlaying = ({ playing, seconds, duration, timeline, setTime, onEnd }: Playing): void => {
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (!playing) return;
    const advance = (by: (time: number) => number): void =>
      setTime(time => {
        const next = Math.min(duration, by(time));
        if (next >= duration) queueMicrotask(() => end.current());
        return next;
      });
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const timer = setInterval(() => advance(time => stepFrom(timeline, time, 1, duration)), STEP_MS);
      return () => clearInterval(timer);
    }
    let last: number | undefined;
    let frame = requestAnimationFrame(function draw(now) {
      const passed = now - (last ?? now);
      last = now;
      advance(time => time + (passed / (seconds * 1000)) * duration);
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, seconds, duration, timeline, setTime]);
};

type LanesProps = {
  trace: TraceColumns;
  time: number;
  duration: number;
  chosen: number | undefined;
  onChoose: (row: number) => void;
};

const Lanes = ({ trace, time, duration, chosen, onChoose }: LanesProps) => {
  const order = useMemo(() => servicesInOrder(trace), [trace]);
  const outlines = useMemo(() => outlinesOf(trace), [trace]);
  const lanes = lanesAt(trace, time);
  return (
    <ul className="replay-lanes" aria-label="What each service does at this moment">
      {order.map(service => {
        const lane = lanes[service];
        const name = trace.services[service] ?? '';
        if (lane === undefined) return null;
        return (
          <li key={service} className={lane.running.length > 0 ? 'replay-busy' : ''}>
            <header>
              <span className="views-dot" style={{ background: serviceColor(name) }} aria-hidden="true" />
              <strong>{name}</strong>
              <span className="quiet">{stateOf(lane)}</span>
              {lane.errors > 0 && <span className="bad">✕ {counted(lane.errors, 'error')}</span>}
            </header>
            <svg viewBox={`0 0 ${SLICES} 20`} preserveAspectRatio="none" aria-hidden="true">
              <path d={outlines.get(service)} fill="var(--line)" />
              <path
                d={outlines.get(service)}
                fill={serviceColor(name)}
                style={{ clipPath: `inset(0 ${100 - (time / duration) * 100}% 0 0)` }}
              />
            </svg>
            <p className="replay-running">
              {lane.running.slice(-SPANS_NAMED).map(row => (
                <button
                  key={row}
                  type="button"
                  className={row === chosen ? 'replay-chosen' : ''}
                  aria-pressed={row === chosen}
                  onClick={() => onChoose(row)}
                >
                  {nameOf(trace, row)}
                </button>
              ))}
              {lane.running.length > SPANS_NAMED && (
                <span className="quiet">and {numberText(lane.running.length - SPANS_NAMED)} more</span>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
};

const stateOf = ({ running, finished }: Lane): string => {
  if (running.length > 0) return `${numberText(running.length)} running, ${numberText(finished)} done`;
  return finished > 0 ? `${numberText(finished)} done` : 'not asked yet';
};

/** How crowded each service was over the whole time, as an area. */
const outlinesOf = (trace: TraceColumns): Map<number, string> => {
  const outlines = new Map<number, string>();
  for (const [service, counts] of crowdOf(trace, SLICES)) {
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    let path = 'M0 20';
    for (const [slice, count] of counts.entries()) {
      const top = Number((20 - (count / most) * 19).toFixed(1));
      path += `L${slice} ${top}H${slice + 1}`;
    }
    outlines.set(service, `${path}V20Z`);
  }
  return outlines;
};

type ToldProps = {
  trace: TraceColumns;
  timeline: Timeline;
  time: number;
  /** While it plays, nothing is read aloud: it would never end. */
  quiet: boolean;
  onChoose: (row: number) => void;
};

const Told = ({ trace, timeline, time, quiet, onChoose }: ToldProps) => {
  const passed = passedAt(timeline, time);
  const moments: (Moment & { place: number })[] = [];
  for (let place = passed - 1; place >= 0 && moments.length < MOMENTS_TOLD; place--) {
    const moment = momentAt(timeline, place);
    if (moment !== undefined) moments.push({ ...moment, place });
  }
  const [latest] = moments;
  return (
    <section className="replay-told" aria-label="What happened">
      <h2>What happened, the latest first</h2>
      <p className="visually-hidden" aria-live="polite">
        {!quiet && latest !== undefined && `${micros(latest.at)}: ${sentence(trace, latest)}`}
      </p>
      <ol>
        {moments.map(moment => (
          <li key={moment.place}>
            <span className="number quiet">{micros(moment.at)}</span>
            <button
              type="button"
              className="replay-moment"
              title={sentence(trace, moment)}
              onClick={() => onChoose(moment.row)}
            >
              <span
                className="views-dot"
                style={{ background: serviceColor(serviceOf(trace, moment.row)) }}
                aria-hidden="true"
              />
              <span className={moment.what === 'ended' && isError(trace, moment.row) ? 'bad' : ''}>
                {sentence(trace, moment)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
};

const sentence = (trace: TraceColumns, { row, what }: Moment): string => {
  const said = `${serviceOf(trace, row)} ${what === 'started' ? 'begins' : 'ends'} ${nameOf(trace, row)}`;
  if (what === 'ended') {
    const took = `after ${micros(trace.duration[row] ?? 0)}`;
    return isError(trace, row) ? `${said} with an error ${took}` : `${said} ${took}`;
  }
  const parent = trace.parent[row] ?? -1;
  if (parent < 0 || serviceOf(trace, parent) === serviceOf(trace, row)) return said;
  return `${said}, asked by ${serviceOf(trace, parent)}`;
};

export default ReplayView;
