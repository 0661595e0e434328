// A search and what arrives after it.

import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { type LiveState, listenLive } from '../live/live-stream.ts';
import { askForTraces } from './ask-store.ts';
import { arrived, NO_RESULTS, type Results, released, type Sort, sorted } from './results.ts';
import type { SearchAnswer } from './summary.ts';
import { askFor, type Terms } from './terms.ts';

export type Search = {
  status: 'asking' | 'ready' | 'failed';
  message: string;
  results: Results;
  kept: SearchAnswer['kept'];
  lostMail: number;
  live: LiveState;
  /** Shows what waited. */
  release(): void;
  again(): void;
};

type State = Pick<Search, 'status' | 'message' | 'results' | 'kept' | 'lostMail'>;
type How = { hold: boolean; limit: number; sort: Sort };
type Action =
  | { type: 'ask' }
  | { type: 'answer'; answer: SearchAnswer; sort: Sort }
  | { type: 'news'; answer: SearchAnswer; how: How }
  | { type: 'fail'; message: string }
  | { type: 'lost-mail' }
  | { type: 'release'; limit: number; sort: Sort }
  | { type: 'sort'; sort: Sort };

const START: State = {
  status: 'asking',
  message: '',
  results: NO_RESULTS,
  kept: { traces: 0, spans: 0 },
  lostMail: 0,
};

const reduce = (state: State, action: Action): State => {
  switch (action.type) {
    case 'ask':
      return { ...state, status: 'asking' };
    case 'answer': {
      const { traces, kept, lostMail } = action.answer;
      const results = { rows: sorted(traces, action.sort), waiting: [] };
      return { status: 'ready', message: '', results, kept, lostMail };
    }
    case 'news': {
      const { traces, kept, lostMail } = action.answer;
      return {
        status: 'ready',
        message: '',
        results: arrived(state.results, traces, action.how),
        kept,
        lostMail,
      };
    }
    case 'fail':
      return { ...state, status: 'failed', message: action.message };
    case 'lost-mail':
      return { ...state, lostMail: state.lostMail + 1 };
    case 'release':
      return { ...state, results: released(state.results, action) };
    case 'sort':
      return { ...state, results: { ...state.results, rows: sorted(state.results.rows, action.sort) } };
  }
};

/** More ids than this make one question for everything. */
const MOST_IDS = 50;

/** `mustHold` is asked at the moment something arrives: is someone reading the list? */
export const useSearch = (terms: Terms, sort: Sort, mustHold: () => boolean): Search => {
  const [state, dispatch] = useReducer(reduce, START);
  const [live, setLive] = useState<LiveState>('connecting');
  const [run, setRun] = useState(0);
  const limit = Number(terms.limit);
  const latest = useRef({ mustHold, sort, limit });
  useEffect(() => {
    latest.current = { mustHold, sort, limit };
  });
  // the run is part of it, so that the same can be asked once more
  const key = JSON.stringify({ terms, run });

  useEffect(() => {
    const { terms: asked }: { terms: Terms } = JSON.parse(key);
    const abort = new AbortController();
    const { signal } = abort;
    const question = () => askFor(asked, Date.now());
    const pending = new Set<string>();
    let everything = false;
    let busy = false;

    const fail = (error: unknown): void => {
      if (!signal.aborted) dispatch({ type: 'fail', message: error instanceof Error ? error.message : '' });
    };
    const takeNews = async (): Promise<void> => {
      const current = question();
      if (busy || !current.ok || (pending.size === 0 && !everything)) return;
      busy = true;
      const ids = everything || pending.size > MOST_IDS ? [] : [...pending];
      pending.clear();
      everything = false;
      try {
        const answer = await askForTraces(current.ask.params, signal, ids);
        const how = { ...latest.current, hold: latest.current.mustHold() };
        dispatch({ type: 'news', answer, how });
      } catch (error) {
        fail(error);
      } finally {
        busy = false;
      }
      if (!signal.aborted) await takeNews();
    };
    const first = question();
    if (!first.ok) {
      dispatch({ type: 'answer', answer: { traces: [], kept: START.kept, lostMail: 0 }, sort: 'newest' });
      return;
    }
    dispatch({ type: 'ask' });
    busy = true;
    askForTraces(first.ask.params, signal)
      .then(answer => dispatch({ type: 'answer', answer, sort: latest.current.sort }), fail)
      .finally(() => {
        busy = false;
        if (!signal.aborted) void takeNews();
      });
    const stop = listenLive({
      state: setLive,
      lostMail: () => dispatch({ type: 'lost-mail' }),
      opened: () => {
        everything = true;
        void takeNews();
      },
      traces: (ids, more) => {
        for (const id of ids) pending.add(id);
        everything ||= more > 0;
        void takeNews();
      },
    });
    return () => {
      stop();
      abort.abort();
    };
  }, [key]);

  useEffect(() => dispatch({ type: 'sort', sort }), [sort]);

  return {
    ...state,
    live,
    release: useCallback(
      () => dispatch({ type: 'release', limit: latest.current.limit, sort: latest.current.sort }),
      [],
    ),
    again: useCallback(() => setRun(before => before + 1), []),
  };
};
