// One trace within a page that is read, such as a lesson: the waterfall as high as its rows, details under a row, and
// what a reader may switch on. All spans are here, so it is drawn on a server too: a page without scripts has the
// rows, and whatever is open from the start.

import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { Span } from '#trace-model/span.ts';
import { type Choice, type PartOfTrace, partOfTrace } from '../../columns/part-of-trace.ts';
import { nameOf } from '../../columns/trace-columns.ts';
import { sourceOfSpans } from '../../source/span-source.ts';
import { type ReceivedHop, TraceSourceContext } from '../../source/trace-source.ts';
import { knownPlacesOf, signsOf } from '../../why/odd-places.ts';
import { counted } from '../../words/count.ts';
import { durationText } from '../../words/duration.ts';
import { SpanDetails } from '../details/span-details.tsx';
import { HelpSheet } from '../help-sheet.tsx';
import { type Action, actionOf, KEYS } from '../keys.ts';
import { Waterfall, type WaterfallHandle } from '../waterfall/waterfall.tsx';
import '../../style/tokens.css';
import '../../style/elements.css';
import './embedded-trace.css';

export type EmbeddedTraceProps = Choice & {
  spans: readonly Span[];
  /** The headers of its calls as they were received, where somebody kept them. */
  hops: readonly ReceivedHop[];
  label: string;
  /** The name of a span whose details are open from the start: the first of that name. */
  open?: string | undefined;
  /** `/causes/orphan` → where that page is. */
  lessonAddress(path: string): string;
};

/** There is no find box here. */
const GROUPS = KEYS.filter(({ title }) => title !== 'Find');

export const EmbeddedTrace = ({
  spans,
  hops,
  label,
  open,
  hide,
  only,
  lessonAddress,
}: EmbeddedTraceProps) => {
  const part = useMemo(() => partOfTrace(spans, choiceOf(hide, only)), [spans, hide, only]);
  const source = useMemo(() => sourceOfSpans(spans, hops, lessonAddress), [spans, hops, lessonAddress]);
  const signs = useMemo(() => shownSigns(part), [part]);
  const [criticalPath, setCriticalPath] = useState(false);
  const [selfTime, setSelfTime] = useState(false);
  const [help, setHelp] = useState(false);
  const waterfall = useRef<WaterfallHandle>(null);
  const details = useCallback(
    (row: number) => <SpanDetails trace={part.whole} row={part.wholeRow(row)} />,
    [part],
  );

  const perform = (action: Action): boolean => {
    switch (action) {
      case 'critical-path':
        setCriticalPath(was => !was);
        return true;
      case 'self-time':
        setSelfTime(was => !was);
        return true;
      case 'help':
        setHelp(true);
        return true;
      default:
        return waterfall.current?.perform(action) ?? false;
    }
  };
  // what the waterfall has no use for comes up from it to here
  const onKeyDown = (event: KeyboardEvent): void => {
    const onSpans = event.target instanceof Element && event.target.matches('[role=treegrid]');
    const action = onSpans ? actionOf(event) : undefined;
    if (action !== undefined && perform(action)) event.preventDefault();
  };

  return (
    <TraceSourceContext value={source}>
      <div {...{ onKeyDown }} className="explorer embedded-trace">
        <Waterfall
          ref={waterfall}
          inPage
          trace={part.shown}
          label={label}
          details={details}
          opened={firstNamed(part, open)}
          signs={signs}
          criticalPath={criticalPath}
          selfTime={selfTime}
        />
        <div className="embedded-tools">
          <button type="button" aria-pressed={criticalPath} onClick={() => perform('critical-path')}>
            Critical path
          </button>
          <button type="button" aria-pressed={selfTime} onClick={() => perform('self-time')}>
            Self time
          </button>
          <button type="button" onClick={() => perform('help')}>
            Keys <kbd>?</kbd>
          </button>
          <Sums part={part} />
          <p role="status" className="embedded-legend">
            {criticalPath && 'Lines under the bars: the chain of work that decided how long it all took. '}
            {selfTime && 'Self: the time in which none of the span’s children ran.'}
          </p>
        </div>
        {help && (
          <HelpSheet title="Keys of this picture" groups={GROUPS} onClose={() => setHelp(false)}>
            <p>They work where the focus is on the spans: click a row, or go there with Tab.</p>
          </HelpSheet>
        )}
      </div>
    </TraceSourceContext>
  );
};

const Sums = ({ part: { whole, shown } }: { part: PartOfTrace }) => (
  <p className="embedded-sums">
    {durationText(whole.traceDuration / 1000)} · {counted(whole.services.length, 'service')} ·{' '}
    {shown.rows < whole.rows
      ? `${shown.rows} of ${counted(whole.rows, 'span')} shown`
      : counted(whole.rows, 'span')}{' '}
    · trace <code>{whole.traceId.slice(0, 8)}…</code>
  </p>
);

const choiceOf = (hide: Choice['hide'], only: Choice['only']): Choice => ({
  ...(hide && { hide }),
  ...(only && { only }),
});

const firstNamed = ({ shown }: PartOfTrace, name: string | undefined): number | undefined => {
  for (let row = 0; row < shown.rows; row++) if (nameOf(shown, row) === name) return row;
  return undefined;
};

/** The whole trace is judged: a reason may stand in a span that is left out here. */
const shownSigns = ({ whole, shown, wholeRow }: PartOfTrace): Map<number, string> => {
  const ofWhole = signsOf(knownPlacesOf(whole));
  const signs = new Map<number, string>();
  for (let row = 0; row < shown.rows; row++) {
    const sign = ofWhole.get(wholeRow(row));
    if (sign !== undefined) signs.set(row, sign);
  }
  return signs;
};
