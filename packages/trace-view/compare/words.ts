// What the comparison calls its two sides and what differs. The check report has words of its own.

import { durationText } from '../words/duration.ts';
import type { Change } from './compare-columns.ts';

export type CompareWords = { before: string; after: string; changes: Record<Change, string> };

export const TWO_TRACES: CompareWords = {
  before: 'Before',
  after: 'After',
  changes: {
    matched: 'the same',
    slower: 'slower',
    faster: 'faster',
    vanished: 'vanished',
    appeared: 'appeared',
  },
};

export const EXPECTED_AND_ACTUAL: CompareWords = {
  before: 'Expected',
  after: 'Actual',
  changes: { ...TWO_TRACES.changes, matched: 'as expected', vanished: 'missing', appeared: 'not expected' },
};

/** Beside the word, so that the eye finds them; never alone. */
export const SIGNS: Record<Change, string> = {
  matched: '=',
  slower: '▲',
  faster: '▼',
  vanished: '−',
  appeared: '+',
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
