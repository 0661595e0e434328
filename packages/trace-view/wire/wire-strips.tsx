// The headers on the wire: for each edge at a span, what crossed, and where each field of it is found again.

import { useEffect, useState } from 'react';
import { nameOf, serviceOf, type TraceColumns } from '../columns/trace-columns.ts';
import { type ReceivedHop, useTraceSource } from '../source/trace-source.ts';
import { serviceColor } from '../style/service-color.ts';
import { drawnTraceparent, type Edge, edgesAt, type FieldMatch, matchesOf } from './edge.ts';
import { readBaggage, readTracestate } from './header-lists.ts';
import { readTraceparent, type Traceparent } from './traceparent.ts';
import './wire.css';

export type WireStripsProps = {
  trace: TraceColumns;
  row: number;
  /** Of the span of this row, where it is known. */
  traceState: string | undefined;
};

const NO_HOPS: readonly ReceivedHop[] = [];

export const WireStrips = ({ trace, row, traceState }: WireStripsProps) => {
  const source = useTraceSource();
  const { traceId } = trace;
  const [loaded, setLoaded] = useState(NO_HOPS);
  const atHand = source.hopsAtHand(traceId);
  const isAtHand = atHand !== undefined;
  useEffect(() => {
    if (isAtHand) return;
    let wanted = true;
    source.loadHops(traceId).then(answer => {
      if (wanted) setLoaded(answer);
    });
    return () => {
      wanted = false;
    };
  }, [source, traceId, isAtHand]);
  const hops = atHand ?? loaded;
  const edges = edgesAt(trace, row);
  if (edges.length === 0) return null;
  return (
    <>
      <h2>Headers on the wire</h2>
      {edges.map(edge => (
        <WireStrip
          key={edge.to}
          trace={trace}
          edge={edge}
          hop={hops.find(({ headers }) => headers.traceparent?.includes(edge.parentId) === true)}
          traceState={edge.to === row ? traceState : undefined}
        />
      ))}
    </>
  );
};

type StripProps = {
  trace: TraceColumns;
  edge: Edge;
  hop: ReceivedHop | undefined;
  traceState: string | undefined;
};

const WireStrip = ({ trace, edge, hop, traceState }: StripProps) => {
  const header = hop?.headers.traceparent ?? drawnTraceparent(trace, edge);
  return (
    <section className="wire-strip" aria-label={`Headers to ${serviceOf(trace, edge.to)}`}>
      <p className="wire-ends">
        <End trace={trace} row={edge.from} /> <span aria-hidden="true">→</span>
        <span className="visually-hidden"> to </span> <End trace={trace} row={edge.to} />
      </p>
      <p className="quiet">
        {hop === undefined
          ? `Nobody kept the headers of this call. This is the traceparent that ${edge.from === undefined ? 'this span speaks' : 'the two spans speak'} of.`
          : `As ${hop.service || serviceOf(trace, edge.to)} received it, with ${hop.method} ${hop.path}.`}
      </p>
      <Parent trace={trace} edge={edge} header={header} />
      <OtherHeaders hop={hop} traceState={traceState} />
    </section>
  );
};

const End = ({ trace, row }: { trace: TraceColumns; row: number | undefined }) => {
  if (row === undefined) return <span className="wire-end">a caller outside this trace</span>;
  return (
    <span className="wire-end">
      <span className="wire-dot" style={{ background: serviceColor(serviceOf(trace, row)) }} />
      <strong>{serviceOf(trace, row)}</strong> {nameOf(trace, row)}
    </span>
  );
};

const FIELDS: { field: keyof Traceparent; title: string }[] = [
  { field: 'version', title: 'version' },
  { field: 'traceId', title: 'trace id' },
  { field: 'parentId', title: 'parent id' },
  { field: 'flags', title: 'flags' },
];

const Parent = ({ trace, edge, header }: { trace: TraceColumns; edge: Edge; header: string }) => {
  const reading = readTraceparent(header);
  if (!reading.ok)
    return (
      <p>
        <code className="wire-header">traceparent: {header}</code>
        <br />
        <span className="bad">{reading.fault}</span> Who receives it begins a trace of its own.
      </p>
    );
  const matches = matchesOf(trace, edge, reading.fields);
  return (
    <>
      <p className="wire-header">
        <code>traceparent: </code>
        {FIELDS.map(({ field }, index) => (
          <span key={field}>
            {index > 0 && <code>-</code>}
            <code className={`wire-field wire-${field}`}>{reading.fields[field]}</code>
          </span>
        ))}
        {reading.rest !== '' && <code>-{reading.rest}</code>}
      </p>
      <table className="wire-table">
        <caption className="visually-hidden">The fields of traceparent</caption>
        <tbody>
          {FIELDS.map(({ field, title }) => (
            <tr key={field}>
              <th scope="row">{title}</th>
              <td>
                <code className={`wire-field wire-${field}`}>{reading.fields[field]}</code>
              </td>
              <td>
                <Match match={matches[field]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

const Match = ({ match: { agrees, says } }: { match: FieldMatch }) => (
  <span className={agrees === false ? 'bad' : undefined}>
    {agrees === true && <span className="wire-agrees">✓ </span>}
    {agrees === false && '✕ '}
    {says}
  </span>
);

const OtherHeaders = ({ hop, traceState }: Pick<StripProps, 'hop' | 'traceState'>) => {
  const state = readTracestate(hop?.headers.tracestate ?? traceState ?? '');
  const baggage = readBaggage(hop?.headers.baggage ?? '');
  return (
    <dl className="wire-others">
      <dt>
        <code>tracestate</code>
      </dt>
      <dd>
        {state.length === 0
          ? 'None. Tracing systems put their own notes here.'
          : state.map(({ key, value }) => (
              <code key={key} className="wire-member">
                {key}={value}
              </code>
            ))}
      </dd>
      <dt>
        <code>baggage</code>
      </dt>
      <dd>
        {hop === undefined
          ? 'Not known: a span does not keep it. A check of a lab does.'
          : baggage.length === 0
            ? 'None. The shop can send values of its own along here.'
            : baggage.map(({ key, value, properties }) => (
                <code key={key} className="wire-member">
                  {[`${key}=${value}`, ...properties].join('; ')}
                </code>
              ))}
      </dd>
    </dl>
  );
};
