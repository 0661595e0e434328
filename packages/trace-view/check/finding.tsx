// A finding in the checker's own words.

import type { ReactNode } from 'react';
import type { ReportFinding } from '#trace-check/report/check-report.ts';
import { Link } from '../app/navigation.tsx';
import { Prose } from '../why/prose.tsx';
import { causeLink } from '../words/lesson-link.ts';

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const spanAddress = ({ traceId, spanIds }: ReportFinding): string =>
  `/trace/${traceId}${spanIds[0] === undefined ? '' : `?uiFind=${spanIds[0]}`}`;

export const Finding = ({ finding }: { finding: ReportFinding }) => {
  const { cause, title, saw, message, next, where, request, traceId } = finding;
  return (
    <>
      <dl className="check-finding">
        <Line name="Saw">
          <Prose text={saw} />
        </Line>
        <Line name="Cause">
          <Prose text={message} />
        </Line>
        {where && (
          <Line name="Where">
            <code className="check-path">
              {where.path}:{where.line}
            </code>
            {where.code.trim() !== '' && (
              <pre>
                <code>{where.code.trim()}</code>
              </pre>
            )}
          </Line>
        )}
        <Line name="Next">
          <Prose text={next} />
        </Line>
      </dl>
      <p className="check-ways">
        {traceId !== undefined && (
          <Link href={spanAddress(finding)}>
            The trace it was seen in{request === undefined ? '' : ` (${request})`}
          </Link>
        )}{' '}
        <a href={causeLink(cause)}>{title}: more in the lessons</a>
      </p>
    </>
  );
};
