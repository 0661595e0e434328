// Every cause the checker knows, in the order they are tried within their family.

import type { Cause, CauseInfo } from './causes/cause.ts';
import { MEANING } from './causes/meaning/meaning.ts';
import { PLAIN_CAUSES } from './causes/plain.ts';
import { START } from './causes/start/start.ts';
import { STRUCTURE_BY_HAND } from './causes/structure/structure-by-hand.ts';
import { layersTwice } from './causes/style/layers-twice.ts';

export const CAUSES: Cause[] = [...START, ...STRUCTURE_BY_HAND, ...MEANING, layersTwice];

const info = ({ id, title, family, seen, why, fix, lesson }: CauseInfo): CauseInfo => ({
  id,
  title,
  family,
  seen,
  why,
  fix,
  ...(lesson ? { lesson } : {}),
});

export const CATALOG: CauseInfo[] = [...CAUSES, ...PLAIN_CAUSES].map(info);
