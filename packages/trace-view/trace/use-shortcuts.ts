// Keys anywhere on the page, unless someone types, or has turned them off.

import { useEffect, useRef, useState } from 'react';
import { type Action, actionOf } from './keys.ts';

const KEPT_AS = 'trace-keys-anywhere';
/** These have keys of their own. */
const OWN_KEYS =
  'input, select, textarea, button, a, summary, [role=slider], [role=separator], [role=grid], [role=treegrid], [contenteditable], dialog';
/** What a letter means is free; these scroll the page or open a link. */
const LETTERS_ONLY = 'button, a, summary, [role=slider], [role=separator], [role=treegrid]';

const mayTake = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof Element) || target.closest(OWN_KEYS) === null) return true;
  return (
    key.length === 1 &&
    key !== ' ' &&
    target.closest(LETTERS_ONLY) !== null &&
    target.closest('dialog') === null
  );
};

export const useShortcuts = (
  perform: (action: Action) => boolean,
): { letters: boolean; setLetters(on: boolean): void } => {
  const [letters, setLetters] = useState(() => localStorage.getItem(KEPT_AS) !== 'off');
  const latest = useRef(perform);
  useEffect(() => {
    latest.current = perform;
  });
  useEffect(() => {
    if (!letters) return;
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.defaultPrevented || !mayTake(event.target, event.key)) return;
      const action = actionOf(event);
      if (action !== undefined && latest.current(action)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [letters]);
  return {
    letters,
    setLetters(on) {
      localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
      setLetters(on);
    },
  };
};
