// Copies a text and says that it did. The name keeps its width, so nothing moves.

import { useEffect, useState } from 'react';

const SAID_MS = 2000;

export const CopyButton = ({ name, text }: { name: string; text(): string }) => {
  const [outcome, setOutcome] = useState('');
  useEffect(() => {
    if (outcome === '') return;
    const timer = setTimeout(() => setOutcome(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(
      () => setOutcome('copied'),
      () => setOutcome('the browser did not allow it'),
    );
  };
  return (
    <span className="details-copy">
      <button type="button" onClick={copy}>
        {name}
      </button>
      <span role="status">{outcome}</span>
    </span>
  );
};
