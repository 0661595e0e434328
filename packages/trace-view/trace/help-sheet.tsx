// The keys, and the switch that turns single letters off: for who speaks to the computer, a word is many keys.

import { useEffect, useRef } from 'react';
import { KEYS, keyText } from './keys.ts';

export const HelpSheet = ({
  letters,
  onLetters,
  onClose,
}: {
  letters: boolean;
  onLetters(on: boolean): void;
  onClose(): void;
}) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="help-sheet" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">Keys of this page</h2>
      <div className="help-groups">
        {KEYS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(({ action, keys: names, says }) => (
                <div key={action}>
                  <dt>
                    {names.map(name => (
                      <kbd key={name}>{keyText(name)}</kbd>
                    ))}
                  </dt>
                  <dd>{says}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label>
        <input type="checkbox" checked={letters} onChange={event => onLetters(event.target.checked)} /> Keys
        work anywhere on the page. Without it they work where the focus is on the spans.
      </label>
      <form method="dialog">
        <button type="submit" className="primary">
          Close
        </button>
      </form>
    </dialog>
  );
};
