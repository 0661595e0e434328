// The keys, in a sheet over the page.

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { KeyList } from './key-list.tsx';
import type { KeyGroup } from './keys.ts';
import './help-sheet.css';

type HelpSheetProps = {
  title: string;
  groups: readonly KeyGroup[];
  onClose(): void;
  /** Below the keys. */
  children: ReactNode;
};

export const HelpSheet = ({ title, groups, onClose, children }: HelpSheetProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="help-sheet" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      <KeyList groups={groups} />
      {children}
      <form method="dialog">
        <button type="submit" className="primary">
          Close
        </button>
      </form>
    </dialog>
  );
};
