// Every cause the checker knows, in the order they are tried within their family.

import type { Cause, CauseInfo } from './causes/cause.ts';
import { IDENTITY } from './causes/identity/identity.ts';
import { MEANING } from './causes/meaning/meaning.ts';
import { PLAIN_CAUSES } from './causes/plain.ts';
import { SILENCE } from './causes/silence/silence.ts';
import { START } from './causes/start/start.ts';
import { LOAD_ORDER } from './causes/structure/load-order.ts';
import { PROPAGATION } from './causes/structure/propagation.ts';
import { STRUCTURE_BY_HAND } from './causes/structure/structure-by-hand.ts';
import { layersTwice } from './causes/style/layers-twice.ts';

export const CAUSES: Cause[] = [
  ...START,
  ...SILENCE,
  ...IDENTITY,
  ...LOAD_ORDER,
  ...PROPAGATION,
  ...STRUCTURE_BY_HAND,
  ...MEANING,
  layersTwice,
];

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
