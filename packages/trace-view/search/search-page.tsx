// Search: a form, and the traces that fit as a list and as a picture. New traces come in by themselves.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { go, Link } from '../app/navigation.tsx';
import { useImport } from '../files/import-files.tsx';
import { useNow } from '../live/use-now.ts';
import { counted } from '../words/count.ts';
import { NothingFound } from './nothing-found.tsx';
import { ResultList } from './result-list.tsx';
import { choose, SORTS, type Sort, sortFrom } from './results.ts';
import './search.css';
import { ScatterPlot } from './scatter.tsx';
import { SearchForm } from './search-form.tsx';
import { askFor, MOST_TRACES, paramsOf, type Terms, termsFrom } from './terms.ts';
import { useSearch } from './use-search.ts';
import { useWide } from './use-wide.ts';

/** From here on the form stands beside the list. */
const WIDE = '(min-width: 960px)';

const addressOf = (terms: Terms, sort: Sort): string => {
  const params = paramsOf(terms);
  if (sort !== 'newest') params.set('sort', sort);
  return params.size === 0 ? '/search' : `/search?${params}`;
};

const titleOf = ({ service, operation }: Terms): string =>
  [service, operation].filter(Boolean).join(' ') || 'All traces';

const isBeingRead = (list: HTMLElement | null): boolean =>
  list !== null &&
  (list.matches(':hover') || list.contains(document.activeElement) || list.getBoundingClientRect().top < 0);

const SearchPage = ({ params }: { params: URLSearchParams }) => {
  const address = String(params);
  const terms = useMemo(() => termsFrom(new URLSearchParams(address)), [address]);
  const sort = sortFrom(params.get('sort'));
  const readable = useMemo(() => askFor(terms, Date.now()).ok, [terms]);
  const limit = Number(terms.limit);
  const [paused, setPaused] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const list = useRef<HTMLOListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const now = useNow();
  const wide = useWide(WIDE);
  const mustHold = useCallback(() => paused || isBeingRead(list.current), [paused]);
  const files = useImport();
  const search = useSearch(terms, sort, mustHold);
  const { results, status, release } = search;
  const { rows, waiting } = results;

  useEffect(() => {
    document.title = `${titleOf(terms)} · Traces`;
  }, [terms]);

  // the reader has gone: what waited may be shown
  const settle = useCallback(() => {
    if (!mustHold()) release();
  }, [mustHold, release]);
  useEffect(() => {
    addEventListener('scroll', settle, { passive: true });
    return () => removeEventListener('scroll', settle);
  }, [settle]);
  useEffect(settle, [settle]);

  const find = (wanted: Terms): void => {
    const next = addressOf(wanted, sort);
    if (next === location.pathname + location.search) search.again();
    else go(next);
  };
  const form = <SearchForm key={String(paramsOf(terms))} given={terms} onSearch={find} />;
  const [before, after] = chosen;

  return (
    <div className="search-page">
      {wide ? (
        form
      ) : (
        <details className="search-fold" open={!readable}>
          <summary>Search: {titleOf(terms)}</summary>
          {form}
        </details>
      )}
      <section className="search-found" aria-labelledby="found">
        <div className="search-bar">
          <h1 id="found" ref={heading} tabIndex={-1}>
            {!readable
              ? 'This search can’t be asked'
              : status === 'asking' && rows.length === 0
                ? 'Searching …'
                : counted(rows.length, 'trace')}
          </h1>
          <button
            type="button"
            className={waiting.length > 0 ? 'search-waiting primary' : 'search-waiting'}
            aria-disabled={waiting.length === 0}
            onClick={() => {
              release();
              heading.current?.focus();
            }}
          >
            {waiting.length === 0 ? 'None waiting' : `Show ${counted(waiting.length, 'new trace')}`}
          </button>
          <button type="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
            {paused ? 'Resume' : 'Pause'}
          </button>
          <span className={search.live === 'lost' ? 'search-live bad' : 'search-live quiet'} role="status">
            {search.live === 'lost' ? 'No connection: trying again' : paused ? 'Paused' : 'Live'}
          </span>
          {files.button}
          <label className="search-sort">
            Sort{' '}
            <select
              value={sort}
              onChange={event => go(addressOf(terms, sortFrom(event.target.value)), { replace: true })}
            >
              {SORTS.map(({ value, title }) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        </div>
        {files.outcome}
        {status === 'failed' && (
          <p className="search-failed" role="alert">
            {search.message}
            <button type="button" onClick={search.again}>
              Try again
            </button>
          </p>
        )}
        <div className="search-compare">
          {before !== undefined && after !== undefined ? (
            <Link href={`/trace/${before}...${after}`}>
              Compare {before.slice(0, 7)} with {after.slice(0, 7)}
            </Link>
          ) : (
            <span className="quiet">
              {!readable
                ? 'A field of the search has a value that can’t be read. It is marked.'
                : rows.length < 2
                  ? ''
                  : before === undefined
                    ? 'Choose two traces to compare them.'
                    : 'Choose one more to compare.'}
            </span>
          )}
          {search.lostMail > 0 && (
            <Link href="/lost-mail" className="search-lost">
              {counted(search.lostMail, 'delivery', 'deliveries')} went astray
            </Link>
          )}
        </div>
        {rows.length > 0 && <ScatterPlot rows={rows} now={now} />}
        <ResultList
          list={list}
          rows={rows}
          now={now}
          chosen={chosen}
          onChoose={traceId => setChosen(choose(chosen, traceId))}
          onLeave={settle}
        />
        {rows.length >= limit && limit < MOST_TRACES && (
          <p className="quiet">
            These are the newest {limit} that fit.{' '}
            <Link href={addressOf({ ...terms, limit: String(Math.min(MOST_TRACES, limit * 5)) }, sort)}>
              Show up to {Math.min(MOST_TRACES, limit * 5)}
            </Link>
          </p>
        )}
        {rows.length === 0 && status === 'ready' && readable && (
          <NothingFound terms={terms} kept={search.kept} lostMail={search.lostMail} />
        )}
      </section>
    </div>
  );
};

export default SearchPage;
