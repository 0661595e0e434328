// The field for attributes. Keys that were seen are offered while one is typed.

import { type InputHTMLAttributes, type KeyboardEvent, useId, useRef, useState } from 'react';
import { askForKeys } from './ask-store.ts';
import { completed, offered, type SeenKey } from './seen-keys.ts';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  service: string;
  value: string;
  onChange(value: string): void;
};

export const TagField = ({ service, value, onChange, ...rest }: Props) => {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [keys, setKeys] = useState<SeenKey[]>([]);
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  /** −1: none, so that Enter searches. */
  const [active, setActive] = useState(-1);
  const offers = open ? offered(keys, value, caret) : [];

  const load = (): void => {
    // without it the field still works
    askForKeys(service).then(setKeys, () => undefined);
  };
  const accept = ({ key }: SeenKey): void => {
    const next = completed(value, caret, key);
    onChange(next.text);
    setCaret(next.caret);
    setOpen(false);
    setActive(-1);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chosen = offers[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const length = Math.max(1, offers.length);
      setActive(active < 0 && step < 0 ? length - 1 : (active + step + length) % length);
    } else if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      accept(chosen);
    } else if (event.key === 'Escape' && offers.length > 0) {
      event.preventDefault();
      setOpen(false);
      setActive(-1);
    }
  };

  return (
    <div className="search-tags">
      <input
        {...rest}
        ref={input}
        className="mono"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={offers.length > 0}
        aria-controls={listId}
        aria-activedescendant={offers[active] === undefined ? undefined : `${listId}-${active}`}
        value={value}
        placeholder="any"
        autoComplete="off"
        spellCheck={false}
        onFocus={load}
        onBlur={() => setOpen(false)}
        onSelect={event => setCaret(event.currentTarget.selectionStart ?? 0)}
        onKeyDown={press}
        onChange={event => {
          setCaret(event.target.selectionStart ?? 0);
          setOpen(true);
          setActive(-1);
          onChange(event.target.value);
        }}
      />
      <div id={listId} role="listbox" aria-label="Keys that were seen" hidden={offers.length === 0}>
        {offers.map((offer, index) => (
          <div
            key={offer.key}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="search-offer"
            // before the field loses the focus
            onPointerDown={event => {
              event.preventDefault();
              accept(offer);
            }}
          >
            <span className="mono">{offer.key}</span>
            <span className="quiet">{offer.values.join(', ')}</span>
          </div>
        ))}
      </div>
    </div>
  );
};
