// The little markdown the causes are written in: `code` and ```fenced blocks```.

import type { ReactNode } from 'react';

const inline = (text: string): ReactNode[] =>
  text.split('`').map((part, index) => {
    const key = `${index} ${part}`;
    return index % 2 === 1 ? <code key={key}>{part}</code> : part;
  });

export const Prose = ({ text }: { text: string }) => (
  <>
    {text.split('```').map((block, index) => {
      const key = `${index} ${block}`;
      const body = block.trim();
      if (body === '') return null;
      return index % 2 === 1 ? (
        <pre key={key}>{body.replace(/^[a-z]+\n/, '')}</pre>
      ) : (
        body.split('\n\n').map(paragraph => <p key={`${key}${paragraph}`}>{inline(paragraph)}</p>)
      );
    })}
  </>
);
