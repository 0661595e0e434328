// What one span says, in place under its row.

import { nameOf, serviceOf, type TraceColumns } from '../../columns/trace-columns.ts';

export type SpanDetailsProps = { trace: TraceColumns; row: number };

export const SpanDetails = ({ trace, row }: SpanDetailsProps) => (
  <p className="quiet">
    {serviceOf(trace, row)} {nameOf(trace, row)}
  </p>
);
