// SQL over all spans of the store. The query is in the address.

import { useEffect, useRef, useState } from 'react';
import { go } from '../app/navigation.tsx';
import { counted } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { Editor } from './editor.tsx';
import { keepPast, readPast, withQuery } from './past-queries.ts';
import { QueryHelp } from './query-help.tsx';
import { EXAMPLES } from './records.ts';
import { ResultTable } from './result-table.tsx';
import { StoreIsEmpty } from './store-is-empty.tsx';
import { type Asked, useQuery } from './use-query.ts';
import './sql.css';

const FIRST = EXAMPLES[0]?.sql ?? '';

const lineAndColumn = (sql: string, at: number): string => {
  const before = sql.slice(0, at).split('\n');
  return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
};

const outcomeText = ({ sql, answer }: Asked, progress: string): string => {
  if (answer === undefined) return progress || 'The query runs …';
  if (!answer.ok)
    return `${answer.place === undefined ? '' : `${lineAndColumn(sql, answer.place.from)}: `}${answer.message}`;
  const cut =
    answer.cut === undefined ? '' : ' There are more: the list ends here. Narrow it with WHERE or GROUP BY.';
  return `${counted(answer.rows.length, 'row')} in ${durationText(answer.tookMs * 1000)}.${cut}`;
};

const isExample = (text: string): boolean => EXAMPLES.some(({ sql }) => sql === text);

const SqlPage = ({ params }: { params: URLSearchParams }) => {
  const wanted = params.get('q') ?? '';
  const [text, setText] = useState(wanted || FIRST);
  const [past, setPast] = useState(readPast);
  const field = useRef<HTMLTextAreaElement>(null);
  const { asked, progress, run, stop } = useQuery();
  const answer = asked?.answer;
  const runs = asked !== undefined && answer === undefined;

  const remember = (sql: string): void => setPast(keepPast(withQuery(readPast(), sql)));
  const start = (sql: string): void => {
    remember(sql);
    void run(sql);
  };
  /** The address asks: so does a link, and the way back. */
  const ask = (sql: string): void => {
    // what was typed and never run is not lost to an example
    if (sql !== text && !isExample(text)) remember(text);
    setText(sql);
    if (sql === wanted) start(sql);
    else go(`/sql?${new URLSearchParams({ q: sql })}`);
  };
  const startLatest = useRef(start);
  startLatest.current = start;
  useEffect(() => {
    document.title = 'SQL over all spans';
    if (wanted === '') return;
    setText(wanted);
    startLatest.current(wanted);
  }, [wanted]);

  const insert = (name: string): void => {
    field.current?.focus();
    // the one way that Ctrl+Z takes back
    document.execCommand('insertText', false, name);
  };
  const place = answer?.ok === false && asked?.sql === text ? answer.place : undefined;
  return (
    <section className="page sql-page">
      <h1>SQL over all spans</h1>
      <p className="quiet">
        Each span is a row of the table <code>records</code>. Queries only read, for up to 5 s.
      </p>
      <StoreIsEmpty />
      <div className="sql-halves">
        <div className="sql-main">
          <Editor field={field} text={text} place={place} onText={setText} onRun={() => ask(text)} />
          <div className="sql-run">
            <button type="button" className="primary" onClick={() => ask(text)}>
              Run
            </button>
            <button type="button" aria-disabled={!runs} onClick={stop}>
              Stop
            </button>
            <span className="quiet" id="sql-keys">
              Ctrl+Enter or ⌘+Enter runs the query, Escape stops it.
            </span>
          </div>
          <p
            id="sql-outcome"
            role="status"
            className={answer?.ok === false ? 'sql-outcome bad' : 'sql-outcome'}
          >
            {asked === undefined ? '' : outcomeText(asked, progress)}
          </p>
          {answer?.ok && answer.rows.length > 0 && <ResultTable key={asked?.number} result={answer} />}
        </div>
        <QueryHelp past={past} onAsk={ask} onInsert={insert} onForget={() => setPast(keepPast([]))} />
      </div>
    </section>
  );
};

export default SqlPage;
