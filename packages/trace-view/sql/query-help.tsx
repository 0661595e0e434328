// Beside the query: examples, the columns of the table, and what was asked before.

import { EXAMPLES, RECORD_COLUMNS } from './records.ts';

type QueryHelpProps = {
  past: readonly string[];
  onAsk: (sql: string) => void;
  onInsert: (column: string) => void;
  onForget: () => void;
};

export const QueryHelp = ({ past, onAsk, onInsert, onForget }: QueryHelpProps) => (
  <aside className="sql-side" aria-label="Help for queries">
    <h2>Examples</h2>
    <ul>
      {EXAMPLES.map(({ title, sql }) => (
        <li key={title}>
          <button type="button" onClick={() => onAsk(sql)}>
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
            <button type="button" className="mono" onClick={() => onInsert(name)}>
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
        <summary>Queries asked before</summary>
        <ul>
          {past.map(sql => (
            <li key={sql}>
              <button type="button" className="mono sql-past" title={sql} onClick={() => onAsk(sql)}>
                {sql}
              </button>
            </li>
          ))}
        </ul>
        <button type="button" onClick={onForget}>
          Forget them
        </button>
      </details>
    )}
  </aside>
);
