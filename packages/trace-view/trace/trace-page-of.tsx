// The trace page of a trace that is here.

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { go } from '../app/navigation.tsx';
import { findRows } from '../columns/find.ts';
import { nameOf, rowOfSpan, serviceOf, spanIdOf, type TraceColumns } from '../columns/trace-columns.ts';
import { firstNotBefore } from '../columns/visible-rows.ts';
import { storeSource } from '../source/store-source.ts';
import { TraceSourceContext } from '../source/trace-source.ts';
import { knownPlacesOf, signsOf } from '../why/odd-places.ts';
import { WhyStrip } from '../why/why-strip.tsx';
import { SpanDetails } from './details/span-details.tsx';
import { FindBox } from './find-box.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { type Action, KEYS } from './keys.ts';
import { LettersSwitch } from './letters-switch.tsx';
import { Minimap } from './minimap.tsx';
import { wholeOf } from './time-window.ts';
import { TraceHeader } from './trace-header.tsx';
import { useLater } from './use-later.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { OTHER_VIEWS, VIEWS, type View, ViewChoice } from './view-choice.tsx';
import { Waterfall, type WaterfallHandle } from './waterfall/waterfall.tsx';

type Props = { trace: TraceColumns; params: URLSearchParams; growth: ReactNode };

const viewIn = (params: URLSearchParams): View =>
  VIEWS.find(({ view }) => view === params.get('view'))?.view ?? 'waterfall';

const NO_ROWS = new Uint32Array();

/** A span named in the address, or the first that fits what is looked for there. */
const rowIn = (trace: TraceColumns, params: URLSearchParams): number | undefined => {
  const spanId = params.get('span');
  const row = spanId === null ? -1 : rowOfSpan(trace, spanId);
  if (row >= 0) return row;
  const find = params.get('uiFind');
  return find === null ? undefined : findRows(trace, find)[0];
};

export const TracePageOf = ({ trace, params, growth }: Props) => {
  const [window, setWindow] = useState(() => wholeOf(trace.traceDuration));
  const [chosen, setChosen] = useState(() => rowIn(trace, params));
  const [opened, setOpened] = useState(chosen);
  const [text, setText] = useState(params.get('uiFind') ?? '');
  const [view, setView] = useState(() => viewIn(params));
  const [criticalPath, setCriticalPath] = useState(true);
  const [selfTime, setSelfTime] = useState(false);
  const [help, setHelp] = useState(false);
  const waterfall = useRef<WaterfallHandle>(null);
  const findBox = useRef<HTMLInputElement>(null);
  const matches = useMemo(() => (text.trim() === '' ? NO_ROWS : findRows(trace, text)), [trace, text]);
  const places = useLater(true, trace, knownPlacesOf);
  const signs = useMemo(() => signsOf(places ?? []), [places]);

  useEffect(() => {
    document.title = `${serviceOf(trace, 0)} ${nameOf(trace, 0)} · trace ${trace.traceId.slice(0, 8)}`;
  }, [trace]);
  useEffect(() => {
    const timer = setTimeout(() => keepInAddress(trace, { text, chosen, view }), ADDRESS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [trace, text, chosen, view]);

  const step = (by: 1 | -1): void => {
    if (matches.length === 0) return;
    const from = chosen ?? -1;
    const here = firstNotBefore(matches, from + (by === 1 ? 1 : 0));
    const next = by === 1 ? here : here - 1;
    setChosen(matches[(next + matches.length) % matches.length]);
  };
  const perform = (action: Action): boolean => {
    switch (action) {
      case 'find':
        findBox.current?.focus();
        findBox.current?.select();
        return true;
      case 'next-match':
        step(1);
        return true;
      case 'previous-match':
        step(-1);
        return true;
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
  /** From outside the waterfall: the row is shown there with its details, whichever view was open. */
  const open = (row: number): void => {
    setView('waterfall');
    setOpened(row);
    setChosen(row);
    waterfall.current?.open(row);
  };
  const { letters, setLetters } = useShortcuts(perform);
  const details = useCallback((row: number) => <SpanDetails trace={trace} row={row} />, [trace]);
  const position = chosen === undefined ? -1 : firstNotBefore(matches, chosen);
  const place = chosen !== undefined && matches[position] === chosen ? position + 1 : 0;
  const OtherView = view === 'waterfall' ? undefined : OTHER_VIEWS[view];
  return (
    <TraceSourceContext value={storeSource}>
      <section className="trace-page">
        <TraceHeader trace={trace} />
        {growth}
        {places !== undefined && <WhyStrip trace={trace} places={places} chosen={chosen} onOpen={open} />}
        <div className="trace-tools">
          <ViewChoice view={view} onView={setView} />
          <FindBox
            ref={findBox}
            text={text}
            onText={setText}
            count={matches.length}
            place={place}
            complete={trace.attributes !== undefined}
            onStep={step}
            onLeave={() => waterfall.current?.focus()}
          />
          {view === 'waterfall' && (
            <>
              <button type="button" aria-pressed={criticalPath} onClick={() => perform('critical-path')}>
                Critical path
              </button>
              <button type="button" aria-pressed={selfTime} onClick={() => perform('self-time')}>
                Self time
              </button>
              <button type="button" onClick={() => perform('collapse-all')}>
                Fold all
              </button>
              <button type="button" onClick={() => perform('expand-all')}>
                Unfold all
              </button>
            </>
          )}
          <button type="button" onClick={() => setHelp(true)}>
            Keys <kbd>?</kbd>
          </button>
        </div>
        {OtherView === undefined ? (
          <>
            <Minimap trace={trace} window={window} onWindow={setWindow} />
            <div className="trace-view">
              <Waterfall
                ref={waterfall}
                trace={trace}
                window={window}
                onWindow={setWindow}
                chosen={chosen}
                onChoose={setChosen}
                matches={matches}
                wanted={text.trim()}
                details={details}
                opened={opened}
                signs={signs}
                criticalPath={criticalPath}
                selfTime={selfTime}
              />
            </div>
          </>
        ) : (
          <div className="trace-view">
            <OtherView trace={trace} chosen={chosen} onChoose={setChosen} matches={matches} />
          </div>
        )}
        {help && (
          <HelpSheet title="Keys of this page" groups={KEYS} onClose={() => setHelp(false)}>
            <LettersSwitch letters={letters} onLetters={setLetters} />
          </HelpSheet>
        )}
      </section>
    </TraceSourceContext>
  );
};

/** Browsers refuse more than 100 changes of the address in 30 s. */
const ADDRESS_AFTER_MS = 400;

const keepInAddress = (
  trace: TraceColumns,
  { text, chosen, view }: { text: string; chosen: number | undefined; view: View },
): void => {
  const url = new URL(location.href);
  if (!url.pathname.startsWith('/trace/')) return;
  const set = (name: string, value: string): void => {
    if (value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  };
  set('uiFind', text.trim());
  set('span', chosen === undefined ? '' : spanIdOf(trace, chosen));
  set('view', view === 'waterfall' ? '' : view);
  if (url.href !== location.href) go(url.pathname + url.search, { replace: true });
};
