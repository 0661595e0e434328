// What the comparison of two traces calls what differs, and its numbers in words.

import { durationText } from '../words/duration.ts';
import type { Change } from './compare-columns.ts';

/** The sign stands beside the word, so that the eye finds it; never alone. */
export const TWO_TRACES: Record<Change, { sign: string; text: string }> = {
  matched: { sign: '=', text: 'the same' },
  slower: { sign: '▲', text: 'slower' },
  faster: { sign: '▼', text: 'faster' },
  vanished: { sign: '−', text: 'vanished' },
  appeared: { sign: '+', text: 'appeared' },
};

export const differenceText = (micros: number): string =>
  micros > 0 ? `+${durationText(micros)}` : durationText(micros);

/** "×1.9", where a factor says something. */
export const factorText = (before: number, after: number): string => {
  if (before <= 0 || after <= 0) return '';
  const factor = after / before;
  if (factor > 0.95 && factor < 1.05) return '';
  return `×${factor >= 100 ? Math.round(factor) : Number(factor.toPrecision(2))}`;
};
