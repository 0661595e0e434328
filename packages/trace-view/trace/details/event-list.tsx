// The moments of a span. Exceptions are shown as one reads them in a terminal.

import type { Span, SpanEvent } from '#trace-model/span.ts';
import type { TraceColumns } from '../../columns/trace-columns.ts';
import { counted } from '../../words/count.ts';
import { AttributeTable } from './attribute-table.tsx';
import { ScrollBox } from './scroll-box.tsx';
import { attributeRows, exceptionOf, relative } from './span-words.ts';

type EventListProps = { trace: TraceColumns; row: number; span: Span | undefined };

export const EventList = ({ trace, row, span }: EventListProps) => {
  const from = trace.eventFrom[row] ?? 0;
  const count = (trace.eventFrom[row + 1] ?? 0) - from;
  const dropped = span?.droppedEventsCount ?? 0;
  if (count === 0 && dropped === 0) return null;
  return (
    <>
      <h2>
        Events <span className="quiet">after the start of the span</span>
      </h2>
      <ol
        className="details-events"
        style={{ minHeight: span === undefined ? heightOf(trace, row, count) : undefined }}
      >
        {Array.from({ length: count }, (_, i) => {
          const at = (trace.eventTime[from + i] ?? 0) - (trace.start[row] ?? 0);
          const name = trace.strings[trace.eventName[from + i] ?? 0] ?? '';
          const key = `${i} ${name}`;
          return (
            <li key={key} className={name === 'exception' ? 'exception' : undefined}>
              <span className="details-time">{relative(at)}</span>
              <Event name={name} event={span?.events[i]} />
            </li>
          );
        })}
      </ol>
      {dropped > 0 && <p className="details-wrong">{counted(dropped, 'event')} more, left out by the SDK.</p>}
    </>
  );
};

/** As in details.css. */
const EXCEPTION_HEIGHT = 150;
const EVENT_HEIGHT = 31;
const ATTRIBUTE_HEIGHT = 29;

/** What the attributes will take: a place kept free, so that nothing moves when they come. */
const heightOf = ({ attributes }: TraceColumns, row: number, events: number): number => {
  if (attributes === undefined) return 0;
  const { strings, ofEvents } = attributes;
  const exceptions = strings.indexOf('exception.type');
  let height = events * EVENT_HEIGHT;
  for (let i = ofEvents.from[row] ?? 0; i < (ofEvents.from[row + 1] ?? 0); i++) {
    const key = ofEvents.keys[i] ?? 0;
    if (key === exceptions) height += EXCEPTION_HEIGHT - EVENT_HEIGHT;
    else if (strings[key]?.startsWith('exception.') !== true) height += ATTRIBUTE_HEIGHT;
  }
  return height;
};

const Event = ({ name, event }: { name: string; event: SpanEvent | undefined }) => {
  const exception = event && exceptionOf(event);
  if (exception === undefined) {
    const rows = event === undefined ? [] : attributeRows(event.attributes);
    return (
      <div>
        <strong>{name || 'without a name'}</strong>
        {rows.length > 0 && <AttributeTable rows={rows} label={`Attributes of ${name}`} empty="" />}
      </div>
    );
  }
  const { type, message, stack, rest } = exception;
  const rows = attributeRows(rest);
  return (
    <div>
      <strong className="bad">{type}</strong>
      {message !== '' && <span className="details-message">: {message}</span>}
      {stack !== '' && <ScrollBox label={`Stack of ${type}`} text={stack} />}
      {rows.length > 0 && <AttributeTable rows={rows} label={`Attributes of ${type}`} empty="" />}
    </div>
  );
};
