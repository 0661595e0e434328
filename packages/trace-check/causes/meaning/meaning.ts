// What the spans say: the more specific causes first.

import type { Cause } from '../cause.ts';
import { answerPaintedRed } from './answer-painted-red.ts';
import { attributeNan } from './attribute-nan.ts';
import { attributeAfterEnd, attributeNotSendable, attributeUndefined } from './attribute-not-sent.ts';
import { attributeOnAnotherSpan } from './attribute-on-another-span.ts';
import { errorAsAttribute } from './error-as-attribute.ts';
import { errorSwallowed } from './error-swallowed.ts';
import { eventBeforeStep } from './event-before-step.ts';
import { exceptionWithoutStatus } from './exception-without-status.ts';
import { failureAnsweredAsSuccess } from './failure-answered-as-success.ts';
import { numberAsText } from './number-as-text.ts';
import { okIsFinal } from './ok-is-final.ts';
import { oldAttributeName } from './old-attribute-name.ts';
import { reasonLost } from './reason-lost.ts';
import { sameValueAlways } from './same-value-always.ts';
import { secretInSpan } from './secret-in-span.ts';
import { statusWithoutException } from './status-without-exception.ts';
import { valueInName } from './value-in-name.ts';

export const MEANING: Cause[] = [
  secretInSpan,
  valueInName,
  // answers first: what the spans of such a request say follows from the answer
  errorSwallowed,
  failureAnsweredAsSuccess,
  okIsFinal,
  errorAsAttribute,
  exceptionWithoutStatus,
  statusWithoutException,
  answerPaintedRed,
  reasonLost,
  eventBeforeStep,
  attributeNan,
  attributeAfterEnd,
  attributeNotSendable,
  attributeOnAnotherSpan,
  attributeUndefined,
  numberAsText,
  sameValueAlways,
  oldAttributeName,
];
