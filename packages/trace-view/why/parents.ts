// What is odd about who hangs under whom.

import {
  kindOf,
  markOf,
  nameOf,
  parentIdOf,
  parentIsRemoteAt,
  rootsOf,
  serviceOf,
  spanIdOf,
  type TraceColumns,
} from '../columns/trace-columns.ts';
import type { OddPlace } from './odd-place.ts';

export const parents = (trace: TraceColumns): OddPlace[] => {
  const places: OddPlace[] = [];
  const roots: number[] = [];
  const orphans: number[] = [];
  for (const row of rootsOf(trace)) {
    if (parentIdOf(trace, row) === '') roots.push(row);
    else if (markOf(trace, row) === 'orphan') orphans.push(row);
  }
  const [first] = roots;
  if (first !== undefined)
    for (const row of roots.slice(1))
      places.push({
        kind: 'several-roots',
        row,
        saw: `This span has no parent, and neither has “${nameOf(trace, first)}” of ${service(trace, first)}. They share one trace id.`,
      });
  const callers = orphans.length > 0 ? callersWithoutAnswer(trace) : [];
  for (const row of orphans) places.push(orphan(trace, row, roots.length === 0, callers));
  for (let row = 0; row < trace.rows; row++) {
    const mark = markOf(trace, row);
    if (mark === 'cycle') places.push(cycle(trace, row));
    if (mark === 'duplicate')
      places.push({ kind: 'duplicate', row, saw: `Another span has the id ${spanIdOf(trace, row)} too.` });
  }
  return places;
};

const service = (trace: TraceColumns, row: number): string =>
  serviceOf(trace, row) || 'a service without a name';

const cycle = (trace: TraceColumns, row: number): OddPlace => ({
  kind: 'cycle',
  row,
  saw:
    parentIdOf(trace, row) === spanIdOf(trace, row)
      ? 'This span names itself as its parent.'
      : `Following the parents from here leads back here: ${parentIdOf(trace, row)} is below this span.`,
});

const orphan = (trace: TraceColumns, row: number, rootless: boolean, callers: number[]): OddPlace => {
  const id = parentIdOf(trace, row);
  const remote = parentIsRemoteAt(trace, row);
  if (remote === false)
    return {
      kind: 'orphan-local',
      row,
      saw: `Its parent ${id} is not in the trace. The flags say that the parent is of the same process, ${service(trace, row)}.`,
    };
  const entry = kindOf(trace, row) === 'server' || kindOf(trace, row) === 'consumer';
  const caller = entry ? callers.find(client => encloses(trace, client, row)) : undefined;
  if (caller !== undefined)
    return {
      kind: 'gap',
      row,
      saw: `Its parent ${id} is not in the trace. “${nameOf(trace, caller)}” of ${service(trace, caller)} was waiting at that time, and nothing of the service it called arrived.`,
    };
  if (rootless && entry && isEarliest(trace, row))
    return {
      kind: 'outside-parent',
      row,
      saw: `The trace begins here, and yet this span has a parent: ${id}. Who called ${service(trace, row)} sent a traceparent, and no span to this store.`,
    };
  return remote === true
    ? {
        kind: 'orphan-remote',
        row,
        saw: `Its parent ${id} is not in the trace. The flags say that it came over the wire, from another process.`,
      }
    : {
        kind: 'orphan',
        row,
        saw: `Its parent ${id} is not in the trace. The flags do not say whether it is of this process or of another.`,
      };
};

const isEarliest = ({ start, rows }: TraceColumns, row: number): boolean => {
  const here = start[row] ?? 0;
  for (let other = 0; other < rows; other++) if ((start[other] ?? 0) < here) return false;
  return true;
};

/** Each orphan looks at all of them. */
const MOST_CALLERS = 200;

/** Calls with nothing under them: where a service that sends no spans would have its place. */
const callersWithoutAnswer = (trace: TraceColumns): number[] => {
  const callers: number[] = [];
  for (let row = 0; row < trace.rows && callers.length < MOST_CALLERS; row++) {
    const kind = trace.size[row] === 1 ? kindOf(trace, row) : 'internal';
    if (kind === 'client' || kind === 'producer') callers.push(row);
  }
  return callers;
};

const encloses = (trace: TraceColumns, outer: number, inner: number): boolean => {
  const { start, duration, resource } = trace;
  if (resource[outer] === resource[inner]) return false;
  const from = start[outer] ?? 0;
  const at = start[inner] ?? 0;
  return from <= at && at + (duration[inner] ?? 0) <= from + (duration[outer] ?? 0);
};
