// An edge between two services: the span that called, the span that answered, and the context that crossed.

import {
  childrenOf,
  kindOf,
  parentIdOf,
  parentIsRemoteAt,
  spanIdOf,
  type TraceColumns,
} from '../columns/trace-columns.ts';
import { type Traceparent, traceparentOf } from './traceparent.ts';

export type Edge = {
  /** The caller; undefined when its span never arrived. */
  from: number | undefined;
  to: number;
  /** What the answering span says it was given. */
  parentId: string;
};

/** More calls than these from one span are no story any more. */
const MOST_EDGES = 4;

const crosses = (trace: TraceColumns, row: number): boolean => {
  const above = trace.parent[row] ?? -1;
  const remote = parentIsRemoteAt(trace, row);
  if (remote !== undefined) return remote;
  const entry = kindOf(trace, row) === 'server' || kindOf(trace, row) === 'consumer';
  return entry && (above === -1 || trace.resource[above] !== trace.resource[row]);
};

export const edgesAt = (trace: TraceColumns, row: number): Edge[] => {
  const edges: Edge[] = [];
  const add = (to: number): void => {
    const parentId = parentIdOf(trace, to);
    const above = trace.parent[to] ?? -1;
    if (parentId !== '' && crosses(trace, to))
      edges.push({ from: above === -1 ? undefined : above, to, parentId });
  };
  add(row);
  for (const child of childrenOf(trace, row)) {
    if (edges.length >= MOST_EDGES) break;
    add(child);
  }
  return edges;
};

/** The header as it must have been, from what the two spans say. Only the low 8 bits of the flags travel. */
export const drawnTraceparent = (trace: TraceColumns, { to, parentId }: Edge): string =>
  traceparentOf({
    version: '00',
    traceId: trace.traceId,
    parentId,
    flags: ((trace.flags[to] ?? 0) & 0xff).toString(16).padStart(2, '0'),
  });

/** What each field is found again in. `agrees` is undefined where there is nothing to compare with. */
export type FieldMatch = { agrees: boolean | undefined; says: string };

export const matchesOf = (
  trace: TraceColumns,
  edge: Edge,
  fields: Traceparent,
): Record<keyof Traceparent, FieldMatch> => {
  const { from, to } = edge;
  const sameTrace = fields.traceId === trace.traceId;
  const fromAgrees = from === undefined ? undefined : spanIdOf(trace, from) === fields.parentId;
  const toAgrees = parentIdOf(trace, to) === fields.parentId;
  const sampled = (Number.parseInt(fields.flags, 16) & 1) === 1;
  return {
    version: { agrees: undefined, says: 'The only version there is.' },
    traceId: {
      agrees: sameTrace,
      says: !sameTrace
        ? `The spans have another one: ${trace.traceId}.`
        : from === undefined
          ? 'The trace id of the span that answered.'
          : 'The trace id of both spans.',
    },
    parentId: {
      agrees: toAgrees && fromAgrees !== false,
      says:
        from === undefined
          ? 'The parent of the span that answered. The span with this id never arrived.'
          : toAgrees && fromAgrees === true
            ? 'The id of the span that called, and the parent of the span that answered.'
            : `The span that answered has another parent: ${parentIdOf(trace, to)}.`,
    },
    flags: {
      agrees: undefined,
      says: sampled
        ? 'Sampled: who called keeps this trace, and who answers should.'
        : 'Not sampled: who called does not keep this trace.',
    },
  };
};
