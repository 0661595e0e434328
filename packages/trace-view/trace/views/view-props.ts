// What each view of one trace is given by the trace page. A view fills the height it is given and scrolls inside it.

import type { TraceColumns } from '../../columns/trace-columns.ts';

export type TraceViewProps = {
  trace: TraceColumns;
  /** The span the reader has chosen, in whichever view; kept when the view changes, and in the address. */
  chosen: number | undefined;
  onChoose(row: number): void;
  /** Rows that fit the find box, ascending; empty when nothing is looked for. */
  matches: Uint32Array;
};
