// SQL over all spans of the store. The query is in the address.

import { useEffect, useRef, useState } from 'react';
import { go } from '../app/navigation.tsx';
import { counted } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { type Answer, askSql, progressText } from './answer.ts';
import { Editor } from './editor.tsx';
import { EXAMPLES, RECORD_COLUMNS } from './records.ts';
import { ResultTable } from './result-table.tsx';
import './sql.css';

const FIRST = EXAMPLES[0]?.sql ?? '';
const MOST_PAST = 20;
const PROGRESS_EVERY_MS = 250;

type Asked = { sql: string; answer: Answer | undefined };

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

const useProgress = (waiting: boolean): string => {
  const [progress, setProgress] = useState('');
  useEffect(() => {
    setProgress('');
    if (!waiting) return;
    let here = true;
    const timer = setInterval(async () => {
      const text = await progressText();
      if (here) setProgress(text);
    }, PROGRESS_EVERY_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [waiting]);
  return progress;
};

const SqlPage = ({ params }: { params: URLSearchParams }) => {
  const wanted = params.get('q') ?? '';
  const [text, setText] = useState(wanted || FIRST);
  const [asked, setAsked] = useState<Asked>();
  const [past, setPast] = useState<string[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const newest = useRef(0);
  const progress = useProgress(asked !== undefined && asked.answer === undefined);

  const run = async (sql: string): Promise<void> => {
    const mine = ++newest.current;
    setAsked({ sql, answer: undefined });
    setPast(before => [sql, ...before.filter(one => one !== sql)].slice(0, MOST_PAST));
    const answer = await askSql(sql);
    if (newest.current === mine) setAsked({ sql, answer });
  };
  /** The address asks: so does a link, and the way back. */
  const ask = (sql: string): void => {
    setText(sql);
    if (sql === wanted) run(sql);
    else go(`/sql?${new URLSearchParams({ q: sql })}`);
  };
  const runLatest = useRef(run);
  runLatest.current = run;
  useEffect(() => {
    document.title = 'SQL over all spans';
    if (wanted === '') return;
    setText(wanted);
    runLatest.current(wanted);
  }, [wanted]);

  const insert = (name: string): void => {
    const box = field.current;
    if (box === null) return;
    const { selectionStart: from, selectionEnd: to } = box;
    setText(text.slice(0, from) + name + text.slice(to));
    box.focus();
    requestAnimationFrame(() => box.setSelectionRange(from + name.length, from + name.length));
  };
  const answer = asked?.answer;
  const place = answer?.ok === false && asked?.sql === text ? answer.place : undefined;
  return (
    <section className="page sql-page">
      <h1>SQL over all spans</h1>
      <p className="quiet">
        Each span is a row of the table <code>records</code>. Queries only read, for up to 5 s.
      </p>
      <div className="sql-halves">
        <div className="sql-main">
          <Editor field={field} text={text} place={place} onText={setText} onRun={() => ask(text)} />
          <div className="sql-run">
            <button type="button" className="primary" onClick={() => ask(text)}>
              Run
            </button>
            <span className="quiet" id="sql-keys">
              Ctrl+Enter or ⌘+Enter runs the query.
            </span>
          </div>
          <p
            id="sql-outcome"
            role="status"
            className={answer?.ok === false ? 'sql-outcome bad' : 'sql-outcome'}
          >
            {asked === undefined ? '' : outcomeText(asked, progress)}
          </p>
          {answer?.ok && answer.rows.length > 0 && <ResultTable key={newest.current} result={answer} />}
        </div>
        <aside className="sql-side" aria-label="Help for queries">
          <h2>Examples</h2>
          <ul>
            {EXAMPLES.map(({ title, sql }) => (
              <li key={title}>
                <button type="button" onClick={() => ask(sql)}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
          <details>
            <summary>Columns of records</summary>
            <ul>
              {RECORD_COLUMNS.map(({ name, type, holds }) => (
                <li key={name}>
                  <button type="button" className="mono" onClick={() => insert(name)}>
                    {name}
                  </button>
                  <span className="quiet">
                    {' '}
                    {type.toLowerCase()}: {holds}
                  </span>
                </li>
              ))}
            </ul>
          </details>
          {past.length > 0 && (
            <details>
              <summary>Queries of this session</summary>
              <ul>
                {past.map(sql => (
                  <li key={sql}>
                    <button type="button" className="mono sql-past" onClick={() => ask(sql)}>
                      {sql}
                    </button>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </aside>
      </div>
    </section>
  );
};

export default SqlPage;
