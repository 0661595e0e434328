// The words for an odd place: the checker's own where it knows the cause.

import { CAUSE_TEXTS } from 'cause-texts';
import { EXPLANATIONS, type Explanation } from './explanations.ts';
import type { OddKind } from './odd-place.ts';

export const wordsOf = (kind: OddKind): Explanation => {
  const told = EXPLANATIONS[kind];
  if (!('cause' in told)) return told;
  const cause = CAUSE_TEXTS[told.cause];
  return cause === undefined
    ? { title: kind, means: '', next: '' }
    : { title: cause.title, means: cause.why, next: cause.fix, page: cause.id };
};
