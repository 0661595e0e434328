// Under a view: the span the reader has chosen, and on demand all that it says.

import { useState } from 'react';
import { nameOf, serviceOf, type TraceColumns } from '../../columns/trace-columns.ts';
import { serviceColor } from '../../style/service-color.ts';
import { durationText } from '../../words/duration.ts';
import { SpanDetails } from '../details/span-details.tsx';

export type ChosenSpanProps = {
  trace: TraceColumns;
  chosen: number | undefined;
  /** The table opens them by keyboard, so it keeps that itself. */
  open?: boolean;
  onOpen?: (open: boolean) => void;
};

export const ChosenSpan = ({ trace, chosen, open, onOpen }: ChosenSpanProps) => {
  const [own, setOwn] = useState(false);
  if (chosen === undefined) return <p className="quiet views-chosen">No span is chosen yet.</p>;
  const shown = open ?? own;
  return (
    <section className="views-chosen" aria-label="The chosen span">
      <header>
        <span
          className="views-dot"
          style={{ background: serviceColor(serviceOf(trace, chosen)) }}
          aria-hidden="true"
        />
        <span>
          Chosen: <strong>{nameOf(trace, chosen)}</strong> of {serviceOf(trace, chosen)},{' '}
          {durationText((trace.duration[chosen] ?? 0) / 1000)}
        </span>
        <button type="button" aria-expanded={shown} onClick={() => (onOpen ?? setOwn)(!shown)}>
          {shown ? 'Hide details' : 'Details'}
        </button>
      </header>
      {shown && (
        <div className="views-details" {...SCROLLS}>
          <SpanDetails key={chosen} trace={trace} row={chosen} />
        </div>
      )}
    </section>
  );
};

/** What scrolls has to be reachable by keyboard. */
const SCROLLS = { role: 'region', tabIndex: 0, 'aria-label': 'Details of the chosen span' };
