// What the spans say: the more specific causes first.

import type { Cause } from '../cause.ts';
import { answerPaintedRed } from './answer-painted-red.ts';
import { attributeAfterEnd } from './attribute-after-end.ts';
import { attributeMisspelled } from './attribute-misspelled.ts';
import { attributeNan } from './attribute-nan.ts';
import { attributeNotSendable } from './attribute-not-sendable.ts';
import { attributeNull } from './attribute-null.ts';
import { attributeObjectAsKey } from './attribute-object-as-key.ts';
import { attributeOnAnotherSpan } from './attribute-on-another-span.ts';
import { attributeOnSomePaths } from './attribute-on-some-paths.ts';
import { attributeUndefined } from './attribute-undefined.ts';
import { errorAsAttribute } from './error-as-attribute.ts';
import { errorReplaced } from './error-replaced.ts';
import { errorSwallowed } from './error-swallowed.ts';
import { eventBeforeStep } from './event-before-step.ts';
import { exceptionWithoutStatus } from './exception-without-status.ts';
import { failureAnsweredAsSuccess } from './failure-answered-as-success.ts';
import { failureNotTold } from './failure-not-told.ts';
import { notYetWritten } from './not-yet-written.ts';
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
  errorReplaced,
  attributeAfterEnd,
  okIsFinal,
  errorAsAttribute,
  exceptionWithoutStatus,
  statusWithoutException,
  failureNotTold,
  answerPaintedRed,
  reasonLost,
  eventBeforeStep,
  attributeNan,
  attributeNotSendable,
  attributeNull,
  attributeObjectAsKey,
  attributeOnAnotherSpan,
  attributeMisspelled,
  attributeOnSomePaths,
  attributeUndefined,
  numberAsText,
  sameValueAlways,
  oldAttributeName,
  notYetWritten,
];
