// The columns of one trace, for the comparison.

import { unpackTrace } from '../columns/packed.ts';
import type { TraceColumns } from '../columns/trace-columns.ts';

/** Undefined: the store has no such trace. */
export const loadTrace = async (traceId: string, signal: AbortSignal): Promise<TraceColumns | undefined> => {
  const response = await fetch(`/api/view/traces/${traceId}`, { signal });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The store answered ${response.status} for trace ${traceId}.`);
  return unpackTrace(await response.arrayBuffer());
};
