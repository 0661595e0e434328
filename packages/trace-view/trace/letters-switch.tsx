// Turns single letters off: for who speaks to the computer, a word is many keys.

type LettersSwitchProps = { letters: boolean; onLetters(on: boolean): void };

export const LettersSwitch = ({ letters, onLetters }: LettersSwitchProps) => (
  <label>
    <input type="checkbox" checked={letters} onChange={event => onLetters(event.target.checked)} /> Keys work
    anywhere on the page. Without it they work where the focus is on the spans.
  </label>
);
