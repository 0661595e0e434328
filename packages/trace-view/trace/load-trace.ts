// One trace from the store.

import { unpackAttributes, unpackTrace } from '../columns/packed.ts';
import type { AttributeColumns, TraceColumns } from '../columns/trace-columns.ts';

export type Missing = { traces: number; lostMail: number };
export type Loaded = { state: 'loaded'; trace: TraceColumns; arrived: number };
export type LoadedOrNot = Loaded | ({ state: 'missing' } & Missing);

const addressOf = (traceId: string): string => `/api/view/traces/${traceId}`;

/** How many spans the store had, as it counted them when they arrived. */
const ARRIVED = 'x-spans-arrived';

export const loadTrace = async (traceId: string): Promise<LoadedOrNot> => {
  // the page's head has asked for this address already
  const response = await fetch(addressOf(traceId));
  if (response.status === 404) {
    const { traces, lostMail }: Missing = await response.json();
    return { state: 'missing', traces, lostMail };
  }
  if (!response.ok) throw new Error(`The store answered ${response.status}: ${await response.text()}`);
  const trace = unpackTrace(await response.arrayBuffer());
  return { state: 'loaded', trace, arrived: Number(response.headers.get(ARRIVED) ?? trace.rows) };
};

export const loadAttributes = async ({
  traceId,
  rows,
}: TraceColumns): Promise<AttributeColumns | undefined> => {
  const response = await fetch(`${addressOf(traceId)}/attributes?spans=${rows}`);
  if (!response.ok) return undefined;
  const attributes = unpackAttributes(await response.arrayBuffer());
  // when the trace has been evicted in part, the rest does not fit the rows
  return attributes.own.from.length === rows + 1 ? attributes : undefined;
};

export const countArrived = async (traceId: string): Promise<number> => {
  const response = await fetch(addressOf(traceId), { method: 'HEAD' });
  return Number(response.headers.get(ARRIVED) ?? 0);
};
