// What one span says, in place under its row. What the columns know is there at once; what the source has to be
// asked for comes into places that are kept free for it.

import { type ReactNode, useMemo, useState } from 'react';
import { encodeOtlpJson } from '#trace-model/otlp-json-encode.ts';
import type { Span } from '#trace-model/span.ts';
import {
  kindOf,
  nameOf,
  parentIdOf,
  serviceOf,
  spanIdOf,
  statusMessageOf,
  statusOf,
  type TraceColumns,
} from '../../columns/trace-columns.ts';
import { useTraceSource } from '../../source/trace-source.ts';
import { useSpan } from '../../source/use-span.ts';
import { WhyCards } from '../../why/why-cards.tsx';
import { WireStrips } from '../../wire/wire-strips.tsx';
import { durationText } from '../../words/duration.ts';
import { AttributeTable } from './attribute-table.tsx';
import { CopyButton } from './copy-button.tsx';
import { EventList } from './event-list.tsx';
import { LinkList } from './link-list.tsx';
import { ScrollBox } from './scroll-box.tsx';
import {
  attributeRows,
  flagsHex,
  flagWords,
  ownPairs,
  pairRows,
  parentWords,
  relative,
} from './span-words.ts';
import './details.css';

export type SpanDetailsProps = { trace: TraceColumns; row: number };

export const SpanDetails = ({ trace, row }: SpanDetailsProps) => {
  const { span, failure } = useSpan(trace, row);
  const attributes = useMemo(
    () => (span === undefined ? pairRows(ownPairs(trace, row)) : attributeRows(span.attributes)),
    [span, trace, row],
  );
  const resource = useMemo(
    () =>
      span === undefined
        ? pairRows(trace.resources[trace.resource[row] ?? 0]?.attributes ?? [])
        : attributeRows(span.resource.attributes),
    [span, trace, row],
  );
  // no landmark: a page can have many
  const group = { role: 'group', 'aria-label': `Details of ${serviceOf(trace, row)} ${nameOf(trace, row)}` };
  return (
    <div {...group} className="details">
      <Facts trace={trace} row={row} />
      <WhyCards trace={trace} row={row} />
      {failure !== undefined && (
        <p role="alert" className="bad">
          {failure}
        </p>
      )}
      <h2>Attributes</h2>
      <AttributeTable
        rows={attributes}
        label="Attributes of the span"
        empty={
          span === undefined && trace.attributes === undefined
            ? 'They are on their way.'
            : 'This span has none.'
        }
        dropped={span?.droppedAttributesCount}
      />
      <EventList trace={trace} row={row} span={span} />
      <LinkList count={trace.links[row] ?? 0} span={span} />
      <WireStrips trace={trace} row={row} traceState={span?.traceState} />
      <Fold title="Resource" hint="the process that sent it">
        <AttributeTable
          rows={resource}
          label="Attributes of the resource"
          empty="The process says nothing about itself."
          dropped={span?.resource.droppedAttributesCount}
        />
      </Fold>
      <Fold title="Scope and flags" hint={scopeText(span)}>
        <ScopeAndFlags trace={trace} row={row} span={span} />
      </Fold>
      <Raw span={span} />
      <Actions trace={trace} row={row} />
    </div>
  );
};

const Actions = ({ trace, row }: { trace: TraceColumns; row: number }) => {
  const spanId = spanIdOf(trace, row);
  const address = useTraceSource().spanAddress(trace.traceId, spanId);
  return (
    <p className="details-actions">
      {address !== undefined && (
        <>
          <a href={address}>Link to this span</a>
          <CopyButton name="Copy the link" text={() => `${location.origin}${address}`} />
        </>
      )}
      <CopyButton name="Copy the span id" text={() => spanId} />
    </p>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Facts = ({ trace, row }: { trace: TraceColumns; row: number }) => {
  const status = statusOf(trace, row);
  const message = statusMessageOf(trace, row);
  const parentId = parentIdOf(trace, row);
  return (
    <dl className="details-facts">
      <Fact name="Kind">{kindOf(trace, row)}</Fact>
      <Fact name="Starts">{relative(trace.start[row] ?? 0)}</Fact>
      <Fact name="Takes">{durationText((trace.duration[row] ?? 0) / 1000)}</Fact>
      <Fact name="Status">
        <span className={status === 'error' ? 'bad' : undefined}>
          {status === 'error' ? '✕ error' : status}
          {message !== '' && `: ${message}`}
        </span>
      </Fact>
      <Fact name="Span id">
        <code>{spanIdOf(trace, row)}</code>
      </Fact>
      <Fact name="Parent">
        {parentId !== '' && <code>{parentId} </code>}
        {parentWords(trace, row)}
      </Fact>
    </dl>
  );
};

const Fold = ({ title, hint, children }: { title: string; hint: string; children: ReactNode }) => (
  <details className="details-fold">
    <summary>
      <strong>{title}</strong> <span className="quiet">{hint}</span>
    </summary>
    {children}
  </details>
);

const scopeText = (span: Span | undefined): string =>
  span === undefined ? '' : [span.scope.name, span.scope.version].filter(Boolean).join(' ');

const ScopeAndFlags = ({
  trace,
  row,
  span,
}: {
  trace: TraceColumns;
  row: number;
  span: Span | undefined;
}) => {
  const flags = trace.flags[row] ?? 0;
  return (
    <>
      <p>
        The tracer that made this span: <code>{scopeText(span) || 'without a name'}</code>
      </p>
      {span !== undefined && Object.keys(span.scope.attributes).length > 0 && (
        <AttributeTable
          rows={attributeRows(span.scope.attributes)}
          label="Attributes of the scope"
          empty=""
        />
      )}
      <p>
        Flags: <code>{flagsHex(flags)}</code>
      </p>
      <table className="details-flags">
        <caption className="visually-hidden">Flags of the span</caption>
        <tbody>
          {flagWords(flags).map(({ name, says }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

/** Written out only when somebody looks or copies. */
const Raw = ({ span }: { span: Span | undefined }) => {
  const [open, setOpen] = useState(false);
  const text = (): string => (span === undefined ? '' : JSON.stringify(encodeOtlpJson([span]), undefined, 2));
  return (
    <details className="details-fold" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>Raw OTLP</strong> <span className="quiet">as JSON</span>
      </summary>
      {open && (
        <>
          <CopyButton name="Copy the raw OTLP" text={text} />
          <ScrollBox label="Raw OTLP" text={text()} />
        </>
      )}
    </details>
  );
};
