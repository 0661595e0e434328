// What is odd about errors and about what was left out.

import {
  isError,
  kindOf,
  nameOf,
  serviceOf,
  statusMessageOf,
  statusOf,
  type TraceColumns,
} from '../columns/trace-columns.ts';
import { counted } from '../words/count.ts';
import type { OddPlace } from './odd-place.ts';

export const failures = (trace: TraceColumns): OddPlace[] => {
  const places: OddPlace[] = [];
  const excepted = rowsWithException(trace);
  for (let row = 0; row < trace.rows; row++) {
    if (isError(trace, row)) {
      const place = errorPlace(trace, row, excepted);
      if (place !== undefined) places.push(place);
    } else if (excepted[row] === 1 && statusOf(trace, row) === 'unset')
      places.push({
        kind: 'exception-without-status',
        row,
        saw: 'It has an exception event, and its status is unset.',
      });
    const dropped = trace.dropped[row] ?? 0;
    if (dropped > 0)
      places.push({
        kind: 'dropped',
        row,
        saw: `The SDK left out ${counted(dropped, 'attribute, event or link', 'attributes, events and links')}.`,
      });
  }
  return places;
};

const rowsWithException = (trace: TraceColumns): Uint8Array => {
  const { rows, strings, eventFrom, eventName } = trace;
  const excepted = new Uint8Array(rows);
  const exception = strings.indexOf('exception');
  if (exception === -1) return excepted;
  for (let row = 0; row < rows; row++)
    for (let i = eventFrom[row] ?? 0; i < (eventFrom[row + 1] ?? 0); i++)
      if (eventName[i] === exception) excepted[row] = 1;
  return excepted;
};

const errorPlace = (trace: TraceColumns, row: number, excepted: Uint8Array): OddPlace | undefined => {
  switch (kindOf(trace, row)) {
    case 'server':
    case 'consumer':
      return reasonLost(trace, row, excepted);
    case 'internal':
      return swallowed(trace, row) ?? withoutReason(trace, row, excepted);
    default:
      return undefined;
  }
};

/** Looks at the row's own service only: what failed elsewhere has its reason there. */
const someBelow = (trace: TraceColumns, row: number, fits: (row: number) => boolean): boolean => {
  const end = row + (trace.size[row] ?? 1);
  for (let below = row; below < end; below++)
    if (trace.resource[below] === trace.resource[row] && fits(below)) return true;
  return false;
};

const reasonLost = (trace: TraceColumns, row: number, excepted: Uint8Array): OddPlace | undefined => {
  if (statusMessageOf(trace, row) !== '' || someBelow(trace, row, below => excepted[below] === 1))
    return undefined;
  const code = trace.answered[row] ?? 0;
  const answered = code === 0 ? 'failed' : `answered ${code}`;
  return {
    kind: 'reason-lost',
    row,
    saw: `${serviceOf(trace, row)} ${answered}, and none of its spans below here has an exception.`,
  };
};

/** A step failed, and the request it belongs to was answered as a good one. */
const swallowed = (trace: TraceColumns, row: number): OddPlace | undefined => {
  let entry = trace.parent[row] ?? -1;
  while (entry !== -1 && kindOf(trace, entry) !== 'server') {
    if (isError(trace, entry) || trace.resource[entry] !== trace.resource[row]) return undefined;
    entry = trace.parent[entry] ?? -1;
  }
  if (entry === -1 || isError(trace, entry) || triedAgain(trace, row)) return undefined;
  const code = trace.answered[entry] ?? 0;
  // a 4xx is an honest answer; without a number nothing can be said
  if (!(code >= 200 && code < 400)) return undefined;
  return {
    kind: 'error-swallowed',
    row,
    saw: `“${nameOf(trace, row)}” failed, and ${serviceOf(trace, entry)} answered ${code}.`,
  };
};

/** Nobody tries more often, and each failed sibling looks. */
const MOST_TRIES = 50;

/** A later sibling of the same name that went well. */
const triedAgain = (trace: TraceColumns, row: number): boolean => {
  const above = trace.parent[row] ?? -1;
  const end = above + (trace.size[above] ?? 1);
  let looked = 0;
  for (
    let next = row + (trace.size[row] ?? 1);
    next < end && looked++ < MOST_TRIES;
    next += trace.size[next] ?? 1
  )
    if (trace.name[next] === trace.name[row] && !isError(trace, next)) return true;
  return false;
};

const withoutReason = (trace: TraceColumns, row: number, excepted: Uint8Array): OddPlace | undefined => {
  if (statusMessageOf(trace, row) !== '') return undefined;
  // the reason may stand with the span that failed first
  const told = someBelow(
    trace,
    row,
    below => excepted[below] === 1 || (below !== row && isError(trace, below)),
  );
  if (told) return undefined;
  return {
    kind: 'error-without-message',
    row,
    saw: 'Its status is error, without a message and without an exception.',
  };
};
