// The report of one check: tasks, what to fix first, the trees, the traces it was read from.

import type { CheckReport, ReportRequest } from '#trace-check/report/check-report.ts';
import { Link } from '../app/navigation.tsx';
import { counted, numberText } from '../words/count.ts';
import { ExpectedTree } from './expected-tree.tsx';
import { Finding } from './finding.tsx';

export const Report = ({ report }: { report: CheckReport }) => {
  const [first, ...rest] = report.findings;
  return (
    <>
      <Tasks tasks={report.tasks} />
      {first === undefined ? (
        <section className="check-card check-passed">
          <h2>Passed</h2>
          <p>{report.goal}</p>
          <p>
            Now read “Look at what you made” in <code>labs/{report.lab}/README.md</code>.
          </p>
        </section>
      ) : (
        <section className="check-card">
          <h2>
            Fix this first <span className="quiet">task {first.task}</span>
          </h2>
          <Finding finding={first} />
        </section>
      )}
      <section>
        <h2>
          Expected and arrived <span className="quiet">{report.request}</span>
        </h2>
        <ExpectedTree report={report} />
      </section>
      {rest.length > 0 && (
        <section>
          <h2>After that</h2>
          <p className="quiet">Fix the first and check again; some may go with it.</p>
          {rest.map(finding => (
            <details key={`${finding.task} ${finding.cause} ${finding.saw}`} className="check-later">
              <summary>
                Task {finding.task}: {finding.title}
              </summary>
              <Finding finding={finding} />
            </details>
          ))}
        </section>
      )}
      <Requests requests={report.requests} />
    </>
  );
};

const Tasks = ({ tasks }: { tasks: CheckReport['tasks'] }) => (
  <ul className="check-tasks" aria-label="Tasks">
    {tasks.map(({ id, title, passed }) => (
      <li key={id} className={passed ? 'good' : 'check-open'}>
        <span className="check-mark">{passed ? '✓ done' : '○ not yet'}</span>
        <span>
          {id}. {title}
        </span>
      </li>
    ))}
  </ul>
);

const answerOf = ({ status, due }: ReportRequest): string => {
  if (status === undefined) return 'no answer';
  return status === due ? String(status) : `${status}, and ${due} was due`;
};

const Requests = ({ requests }: { requests: readonly ReportRequest[] }) => (
  <section>
    <h2>What the check asked</h2>
    {requests.length === 0 ? (
      <p>Nothing: the services did not come up.</p>
    ) : (
      <ul className="check-requests">
        {requests.map((request, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a check may ask the same twice, and the list never changes
          <li key={index}>
            {request.traceId === undefined ? (
              request.name
            ) : (
              <Link href={`/trace/${request.traceId}`}>{request.name}</Link>
            )}
            <span className={request.status === request.due ? 'quiet' : 'bad'}>{answerOf(request)}</span>
            <span className={request.spans === 0 ? 'bad' : 'quiet'} title={numberText(request.spans)}>
              {request.spans === 0 ? 'no span arrived' : counted(request.spans, 'span')}
            </span>
          </li>
        ))}
      </ul>
    )}
  </section>
);
