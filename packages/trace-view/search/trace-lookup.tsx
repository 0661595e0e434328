import { useId, useState } from 'react';
import { go } from '../app/navigation.tsx';
import { traceIdIn } from './trace-id-text.ts';

/** Straight to one trace, for those who hold an id. */
export const TraceLookup = () => {
  const id = useId();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className="search-form"
      aria-label="Open a trace by its id"
      onSubmit={event => {
        event.preventDefault();
        const traceId = traceIdIn(text);
        setWrong(traceId === undefined);
        if (traceId !== undefined) go(`/trace/${traceId}`);
      }}
    >
      <div className="search-field">
        <label htmlFor={id}>Trace id</label>
        <div className="search-lookup">
          <input
            id={id}
            className="mono"
            value={text}
            placeholder="id, traceparent or log line"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? `${id}-wrong` : undefined}
            onChange={event => {
              setText(event.target.value);
              setWrong(false);
            }}
          />
          <button type="submit">Open</button>
        </div>
        {wrong && (
          <p className="search-complaint" id={`${id}-wrong`}>
            <span aria-hidden="true">✕ </span>There is no trace id in this. It has 32 digits from 0 to f.
          </p>
        )}
      </div>
    </form>
  );
};
