// A query that runs: what it answered, how far the store is, and how to stop it.

import { useCallback, useEffect, useRef, useState } from 'react';
import { counted } from '../words/count.ts';
import { type Answer, askProgress, askSql } from './answer.ts';

/** `number` tells two that are the same apart. */
export type Asked = { sql: string; number: number; answer: Answer | undefined };

export type Query = {
  asked: Asked | undefined;
  /** How much of the store is read, in words; '' when a query has all it needs. */
  progress: string;
  run(sql: string): Promise<void>;
  /** Stops what runs. So do Escape, and leaving the page. */
  stop(): void;
};

const PROGRESS_EVERY_MS = 250;

const useProgress = (waiting: boolean): string => {
  const [progress, setProgress] = useState('');
  useEffect(() => {
    setProgress('');
    if (!waiting) return;
    let here = true;
    const timer = setInterval(async () => {
      const found = await askProgress();
      if (!here || found === undefined) return;
      const { read, of } = found;
      setProgress(read < of ? `Reading the spans: ${read} of ${counted(of, 'span')}` : '');
    }, PROGRESS_EVERY_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [waiting]);
  return progress;
};

export const useQuery = (): Query => {
  const [asked, setAsked] = useState<Asked>();
  const running = useRef<AbortController>(undefined);
  const count = useRef(0);
  const runs = asked !== undefined && asked.answer === undefined;
  const progress = useProgress(runs);
  const stop = useCallback(() => running.current?.abort(), []);
  const run = useCallback(async (sql: string) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const number = ++count.current;
    setAsked({ sql, number, answer: undefined });
    const answer = await askSql(sql, mine.signal);
    if (running.current === mine) setAsked({ sql, number, answer });
  }, []);
  useEffect(() => stop, [stop]);
  useEffect(() => {
    if (!runs) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') stop();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [runs, stop]);
  return { asked, progress, run, stop };
};
