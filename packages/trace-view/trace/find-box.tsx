// Find within the trace: the box, how many there are, and the way to the next.

import type { KeyboardEvent, Ref } from 'react';
import { numberText } from '../words/count.ts';

export const FindBox = ({
  ref,
  text,
  onText,
  count,
  place,
  complete,
  onStep,
  onLeave,
}: {
  ref: Ref<HTMLInputElement>;
  text: string;
  onText(text: string): void;
  count: number;
  /** Which of them is chosen, from 1; 0 for none. */
  place: number;
  /** False while attributes of a big trace are still on their way. */
  complete: boolean;
  onStep(by: 1 | -1): void;
  onLeave(): void;
}) => {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      if (text !== '') onText('');
      else onLeave();
    } else return;
    event.preventDefault();
  };
  const asked = text.trim() !== '';
  const said =
    count === 0 ? 'nothing found' : `${place > 0 ? numberText(place) : '–'} of ${numberText(count)}`;
  return (
    <search className="find-box">
      <input
        ref={ref}
        type="search"
        value={text}
        placeholder="Find a name, key=value, span id"
        aria-label="Find in this trace"
        onChange={event => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <output aria-live="polite">
        {asked ? said : ''}
        {asked && !complete ? ' so far' : ''}
      </output>
      <button type="button" disabled={count === 0} onClick={() => onStep(-1)} aria-label="Previous match">
        ↑
      </button>
      <button type="button" disabled={count === 0} onClick={() => onStep(1)} aria-label="Next match">
        ↓
      </button>
    </search>
  );
};
