// One trace as a flame graph. One stop in the tab order; arrows move through the frames, Enter zooms.

import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { selfTimesOf } from '../../columns/self-time.ts';
import { scrollFor } from '../../rows/row-window.ts';
import { serviceColor } from '../../style/service-color.ts';
import { counted } from '../../words/count.ts';
import { durationText } from '../../words/duration.ts';
import { ChosenSpan } from './chosen-span.tsx';
import {
  type Flame,
  type FlameBar,
  type FlameFrame,
  flameBars,
  flameOf,
  widestChild,
} from './flame-frames.ts';
import type { TraceViewProps } from './view-props.ts';
import './views.css';

const LINE = 24;
/** Narrower bars could not be told apart. */
const LEAST_PIXELS = 3;
/** From here on there is room for a name. */
const NAME_PIXELS = 34;
const NONE = -1;

const FlameView = ({ trace, chosen, onChoose, matches }: TraceViewProps) => {
  const flame = useMemo(() => flameOf(trace, selfTimesOf(trace)), [trace]);
  const [zoomed, setZoomed] = useState(NONE);
  const [at, setAt] = useState(() =>
    chosen === undefined ? (flame.roots[0] ?? NONE) : (flame.frameOfRow[chosen] ?? NONE),
  );
  const [width, setWidth] = useState(0);
  const stage = useRef<HTMLDivElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const measure = (): void => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const bars = useMemo(
    () => flameBars(flame, zoomed, width === 0 ? 1 : LEAST_PIXELS / width),
    [flame, zoomed, width],
  );
  const found = useMemo(() => new Set(Array.from(matches, row => flame.frameOfRow[row])), [matches, flame]);
  const frame = flame.frames[at];
  useEffect(() => {
    const element = stage.current;
    if (element === null || frame === undefined) return;
    const { scrollTop, clientHeight } = element;
    element.scrollTop = scrollFor(frame.depth, { scrollTop, height: clientHeight, rowHeight: LINE });
  }, [frame]);

  const go = (to: FlameFrame | undefined): void => {
    if (to === undefined) return;
    setAt(to.id);
    // what is not under the zoomed frame, or above it, would be out of sight
    if (zoomed !== NONE && !isUnder(flame, to.id, zoomed) && !isUnder(flame, zoomed, to.id)) setZoomed(to.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || frame === undefined) return;
    if (!pressed(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pressed = (key: string): boolean => {
    if (frame === undefined) return false;
    switch (key) {
      case 'ArrowUp':
        go(flame.frames[frame.parent]);
        return true;
      case 'ArrowDown':
        go(widestChild(flame, frame.children));
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
        go(neighbor(flame, frame, key === 'ArrowRight' ? 1 : -1));
        return true;
      case 'Enter':
        setZoomed(zoomed === frame.id ? NONE : frame.id);
        return true;
      case 'Escape':
      case 'z':
        setZoomed(NONE);
        return true;
      default:
        return false;
    }
  };
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target.closest('[data-frame]') : null;
    if (target === null) return;
    const clicked = Number(target.getAttribute('data-frame'));
    setAt(clicked);
    setZoomed(zoomed === clicked ? (flame.frames[clicked]?.parent ?? NONE) : clicked);
  };
  const depth = bars.reduce((deepest, bar) => Math.max(deepest, bar.depth), 0);
  const tree = {
    role: 'tree',
    tabIndex: 0,
    'aria-label': 'Flame graph. Arrows move, Enter zooms, Escape shows the whole.',
    'aria-activedescendant': frame === undefined ? undefined : `${id}${frame.id}`,
  };
  return (
    <div className="views-frame">
      <div className="views-bar">
        <button type="button" disabled={zoomed === NONE} onClick={() => setZoomed(NONE)}>
          Show the whole
        </button>
        <span className="quiet">
          Width is work: self time, added up where spans ran side by side. Spans of one name are one bar.
        </span>
      </div>
      <div ref={stage} className="flame-stage" {...tree} {...{ onKeyDown, onClick }}>
        <div {...PRESENTATION} style={{ height: (depth + 1) * LINE }} className="flame-lines">
          {bars.map(bar => (
            <Bar
              key={bar.kind === 'frame' ? bar.frame.id : `rest ${bar.depth} ${bar.left}`}
              bar={bar}
              idPrefix={id}
              stageWidth={width}
              current={bar.kind === 'frame' && bar.frame.id === at}
              found={bar.kind === 'frame' && found.has(bar.frame.id)}
            />
          ))}
        </div>
      </div>
      {frame !== undefined && <About frame={frame} flame={flame} onShow={() => onChoose(frame.longestRow)} />}
      <ChosenSpan trace={trace} chosen={chosen} />
    </div>
  );
};

const PRESENTATION = { role: 'presentation' };

const isUnder = ({ frames }: Flame, below: number, above: number): boolean => {
  for (let id = below; id !== NONE; id = frames[id]?.parent ?? NONE) if (id === above) return true;
  return false;
};

const neighbor = ({ frames, roots }: Flame, frame: FlameFrame, step: 1 | -1): FlameFrame | undefined => {
  const siblings = frames[frame.parent]?.children ?? roots;
  return frames[siblings[siblings.indexOf(frame.id) + step] ?? NONE];
};

type BarProps = { bar: FlameBar; idPrefix: string; stageWidth: number; current: boolean; found: boolean };

const Bar = ({ bar, idPrefix, stageWidth, current, found }: BarProps) => {
  const place = { left: `${bar.left * 100}%`, width: `${bar.width * 100}%`, top: bar.depth * LINE };
  if (bar.kind === 'rest')
    return (
      <span
        className="flame-rest"
        style={place}
        title={`${counted(bar.frames, 'narrow bar')}: zoom in to see them`}
      />
    );
  const { frame } = bar;
  const said = {
    role: 'treeitem',
    id: `${idPrefix}${frame.id}`,
    'aria-level': frame.depth + 1,
    'aria-selected': current,
    'aria-label': sentence(frame),
  };
  return (
    <span
      {...said}
      data-frame={frame.id}
      className={`flame-bar${found ? ' flame-found' : ''}`}
      style={{ ...place, ...colored(serviceColor(frame.service)) }}
      title={sentence(frame)}
    >
      {bar.width * stageWidth > NAME_PIXELS && (
        <>
          {frame.errors > 0 && <span className="bad">✕ </span>}
          {frame.name}
          {frame.spans > 1 && <span> ×{frame.spans}</span>}
        </>
      )}
    </span>
  );
};

const colored = (color: string) => ({
  borderInlineStartColor: color,
  background: `color-mix(in oklab, ${color} 18%, var(--back))`,
});

const micros = (nanos: number): string => durationText(nanos / 1000);

const sentence = (frame: FlameFrame): string =>
  `${frame.service} ${frame.name}: ${counted(frame.spans, 'span')}, self time ${micros(frame.self)}, with all below ${micros(frame.work)}${
    frame.errors > 0 ? `, ${counted(frame.errors, 'error')}` : ''
  }`;

const About = ({ frame, flame, onShow }: { frame: FlameFrame; flame: Flame; onShow: () => void }) => (
  <div className="flame-about">
    <span className="views-dot" style={{ background: serviceColor(frame.service) }} aria-hidden="true" />
    <strong>
      {frame.service} {frame.name}
    </strong>
    <dl>
      <dt>Spans</dt>
      <dd>{counted(frame.spans, 'span')}</dd>
      <dt>Self time</dt>
      <dd>{micros(frame.self)}</dd>
      <dt>With all below</dt>
      <dd>
        {micros(frame.work)}, {flame.work > 0 ? Number(((frame.work / flame.work) * 100).toPrecision(3)) : 0}{' '}
        %
      </dd>
      <dt>Errors</dt>
      <dd className={frame.errors > 0 ? 'bad' : ''}>{frame.errors}</dd>
    </dl>
    <button type="button" onClick={onShow}>
      {frame.spans === 1 ? 'Choose this span' : 'Choose the longest of them'}
    </button>
  </div>
);

export default FlameView;
