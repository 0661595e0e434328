import type { RefObject } from 'react';
import { Link } from '../app/navigation.tsx';
import { serviceColor } from '../style/service-color.ts';
import { counted } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { agoText, clockText } from '../words/moment.ts';
import { type ServiceShare, type Summary, startMs } from './summary.ts';

const SHORT_ID = 7;
const MOST_SERVICES = 6;

const NO_SERVICE = '(no service.name)';

const Service = ({ name, spans, errors }: ServiceShare) => (
  <li className="result-service">
    <span className="result-swatch" style={{ background: serviceColor(name) }} />
    {name || NO_SERVICE} <span className="quiet">{spans}</span>
    {errors > 0 && (
      <span className="bad" title={counted(errors, 'span failed', 'spans failed')}>
        {' '}
        ✕{errors}
        <span className="visually-hidden"> failed</span>
      </span>
    )}
  </li>
);

type RowProps = {
  trace: Summary;
  /** The bars are drawn against the longest of the list. */
  longestMicros: number;
  now: number;
  chosen: boolean;
  onChoose(traceId: string): void;
};

const Row = ({ trace, longestMicros, now, chosen, onChoose }: RowProps) => {
  const { traceId, service, operation, services } = trace;
  const at = startMs(trace);
  const share = longestMicros === 0 ? 0 : (trace.durationMicros / longestMicros) * 100;
  const shortId = traceId.slice(0, SHORT_ID);
  return (
    <li className="result" data-trace={traceId}>
      <label className="result-choose" title="Choose for a comparison">
        <input type="checkbox" checked={chosen} onChange={() => onChoose(traceId)} />
        <span className="visually-hidden">
          Compare {operation} {shortId}
        </span>
      </label>
      <div className="result-name">
        <Link href={`/trace/${traceId}`}>
          <span className="result-root">{service || NO_SERVICE}</span> {operation}
        </Link>{' '}
        <code className="quiet">{shortId}</code>
        {!trace.rooted && <span className="result-odd">no root span</span>}
        {trace.rooted && trace.orphans > 0 && (
          <span className="result-odd">{counted(trace.orphans, 'span')} without a parent</span>
        )}
      </div>
      <ul className="result-services" aria-label="Services">
        {services.slice(0, MOST_SERVICES).map(share => (
          <Service key={share.name} {...share} />
        ))}
        {services.length > MOST_SERVICES && (
          <li className="quiet">and {services.length - MOST_SERVICES} more</li>
        )}
      </ul>
      <div className="result-spans number">{counted(trace.spans, 'span')}</div>
      <div className="result-errors number">
        {trace.errors > 0 && <span className="bad">✕ {counted(trace.errors, 'error')}</span>}
      </div>
      <div className="result-duration">
        <span className="result-bar" aria-hidden="true">
          <span style={{ inlineSize: `${share}%`, background: serviceColor(service) }} />
        </span>
        <span className="number">{durationText(trace.durationMicros)}</span>
      </div>
      <time className="result-time" dateTime={new Date(at).toISOString()} title={new Date(at).toISOString()}>
        <span>{agoText(at, now)}</span>
        <span className="quiet number">{clockText(at, now)}</span>
      </time>
    </li>
  );
};

type ListProps = {
  list: RefObject<HTMLOListElement | null>;
  rows: readonly Summary[];
  now: number;
  chosen: readonly string[];
  onChoose(traceId: string): void;
  /** Neither the pointer nor the focus is in the list any more. */
  onLeave(): void;
};

export const ResultList = ({ list, rows, now, chosen, onChoose, onLeave }: ListProps) => {
  const longestMicros = rows.reduce((most, row) => Math.max(most, row.durationMicros), 0);
  return (
    <ol ref={list} className="results" onPointerLeave={onLeave} onBlur={() => setTimeout(onLeave)}>
      {rows.map(trace => (
        <Row
          key={trace.traceId}
          trace={trace}
          longestMicros={longestMicros}
          now={now}
          chosen={chosen.includes(trace.traceId)}
          onChoose={onChoose}
        />
      ))}
    </ol>
  );
};
