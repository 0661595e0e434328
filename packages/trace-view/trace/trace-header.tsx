// Which trace this is, in two lines.

import { type ReactNode, useMemo, useState } from 'react';
import { Link } from '../app/navigation.tsx';
import { CheckedBy, useReportOf } from '../check/checked-by.tsx';
import { nameOf, serviceOf, type TraceColumns } from '../columns/trace-columns.ts';
import { ExportTrace } from '../files/export-trace.tsx';
import { serviceColor } from '../style/service-color.ts';
import { counted, numberText } from '../words/count.ts';
import { durationText } from '../words/duration.ts';
import { agoText, clockText } from '../words/moment.ts';
import { summaryOfTrace } from './summary.ts';

const COPIED_FOR_MS = 2000;

const TraceId = ({ traceId }: { traceId: string }) => {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(traceId).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), COPIED_FOR_MS);
      },
      () => undefined,
    );
  };
  return (
    <span className="trace-id">
      <code>{traceId}</code>
      <button type="button" onClick={copy} aria-label="Copy the trace id">
        {copied ? 'Copied' : 'Copy'}
      </button>
    </span>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

export const TraceHeader = ({ trace }: { trace: TraceColumns }) => {
  const summary = useMemo(() => summaryOfTrace(trace), [trace]);
  const report = useReportOf(trace.traceId);
  const start = Number(trace.startNano / 1_000_000n);
  const now = Date.now();
  return (
    <header className="trace-header">
      <h1>
        <span className="trace-service">{serviceOf(trace, 0) || 'no service name'}</span> {nameOf(trace, 0)}{' '}
        <TraceId traceId={trace.traceId} />
      </h1>
      <dl className="trace-facts">
        <Fact name="Started">
          {clockText(start, now)} <span className="quiet">{agoText(start, now)}</span>
        </Fact>
        <Fact name="Took">{durationText(trace.traceDuration / 1000)}</Fact>
        <Fact name="Spans">{numberText(summary.spans)}</Fact>
        <Fact name="Levels">{numberText(summary.depth)}</Fact>
        <Fact name="Errors">
          {summary.errors === 0 ? '0' : <span className="bad">✕ {numberText(summary.errors)}</span>}
        </Fact>
        {summary.orphans > 0 && (
          <Fact name="Without their parent">
            <span className="trace-warn">⚠ {numberText(summary.orphans)}</span>
          </Fact>
        )}
        <Fact name="Services">
          <ul className="trace-services">
            {summary.services.map(({ name, spans, errors }) => (
              <li
                key={name}
                title={`${counted(spans, 'span')}${errors > 0 ? `, ${counted(errors, 'error')}` : ''}`}
              >
                <span className="trace-swatch" style={{ background: serviceColor(name) }} />
                {name || 'no service name'} <span className="quiet">{numberText(spans)}</span>
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name="Compare">
          <Link href={`/trace/${trace.traceId}...`}>with another trace</Link>
        </Fact>
        {report && (
          <Fact name="Check">
            <CheckedBy report={report} traceId={trace.traceId} />
          </Fact>
        )}
        <Fact name="Save">
          <ExportTrace traceId={trace.traceId} />
        </Fact>
      </dl>
    </header>
  );
};
