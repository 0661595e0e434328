// A text with what is looked for marked in it.

import type { ReactNode } from 'react';
import { markedPieces } from './marked-pieces.ts';

export const Marked = ({ text, wanted }: { text: string; wanted: string }): ReactNode =>
  wanted === ''
    ? text
    : markedPieces(text, wanted).map((piece, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no names, and are drawn anew together
        piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text,
      );
