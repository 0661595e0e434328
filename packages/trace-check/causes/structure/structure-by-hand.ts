import type { Cause } from '../cause.ts';
import { childProcessWithoutContext } from './child-process-without-context.ts';
import { endSkippedOnThrow } from './end-skipped-on-throw.ts';
import { endedBeforeChild } from './ended-before-child.ts';
import { fetchNotTraced } from './fetch-not-traced.ts';
import { kindOfAStep } from './kind-of-a-step.ts';
import { nameUsedTwice } from './name-used-twice.ts';
import { oneSpanForAll } from './one-span-for-all.ts';
import { spanBeginsATrace } from './span-begins-a-trace.ts';
import { spanEndedTwice } from './span-ended-twice.ts';
import { spanInLoop } from './span-in-loop.ts';
import { spanNeverEnded } from './span-never-ended.ts';
import { spanNotActive } from './span-not-active.ts';
import { spanOtherName } from './span-other-name.ts';
import { spanRoundWrongStep } from './span-round-wrong-step.ts';

/** What breaks a trace apart comes before what is missing, and that before what hangs in the wrong place. */
export const STRUCTURE_BY_HAND: Cause[] = [
  fetchNotTraced,
  childProcessWithoutContext,
  spanBeginsATrace,
  spanNeverEnded,
  endSkippedOnThrow,
  kindOfAStep,
  spanEndedTwice,
  endedBeforeChild,
  spanNotActive,
  spanRoundWrongStep,
  nameUsedTwice,
  oneSpanForAll,
  spanInLoop,
  spanOtherName,
];
