// A text field with line numbers. A mistake is marked behind the letters, at its place.

import { type KeyboardEvent, type RefObject, useRef } from 'react';
import type { Wrong } from './answer.ts';

export type EditorProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  place: Wrong['place'];
  onText: (text: string) => void;
  onRun: () => void;
};

export const Editor = ({ field, text, place, onText, onRun }: EditorProps) => {
  const behind = useRef<HTMLDivElement>(null);
  const lines = text.split('\n').length;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun();
  };
  return (
    <div className="sql-editor">
      <div className="sql-numbers" aria-hidden="true">
        {Array.from({ length: lines }, (_, i) => `${i + 1}\n`).join('')}
      </div>
      <div className="sql-field">
        <div className="sql-behind" aria-hidden="true" ref={behind}>
          {place === undefined ? (
            text
          ) : (
            <>
              {text.slice(0, place.from)}
              <mark>{text.slice(place.from, place.to)}</mark>
              {text.slice(place.to)}
            </>
          )}
        </div>
        <textarea
          ref={field}
          aria-label="SQL query"
          aria-invalid={place !== undefined}
          aria-describedby="sql-outcome sql-keys"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          rows={Math.max(6, lines + 1)}
          value={text}
          onChange={event => onText(event.target.value)}
          onKeyDown={onKeyDown}
          onScroll={event => {
            if (behind.current) behind.current.style.translate = `${-event.currentTarget.scrollLeft}px 0`;
          }}
        />
      </div>
    </div>
  );
};
