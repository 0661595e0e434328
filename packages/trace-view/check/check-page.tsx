// /check/<lab>: the newest report of a lab. It follows the checks, so it can stay open beside the editor.
// With ?trace=<id> it is the report that trace was judged in; /check alone lists the labs.

import { type ReactNode, useEffect, useState } from 'react';
import type { CheckReport } from '#trace-check/report/check-report.ts';
import { Link } from '../app/navigation.tsx';
import { listenLive } from '../live/live-stream.ts';
import { useNow } from '../live/use-now.ts';
import { agoText, clockText } from '../words/moment.ts';
import { loadReport, loadReports, type ShortReport } from './load-report.ts';
import { Report } from './report.tsx';
import { labText } from './words.ts';
import './check.css';

type Shown =
  | { state: 'asking' }
  | { state: 'failed'; message: string }
  | { state: 'one'; report: CheckReport | undefined }
  | { state: 'all'; reports: ShortReport[] };

const load = async (lab: string, trace: string | null, signal: AbortSignal): Promise<Shown> => {
  if (trace !== null) return { state: 'one', report: await loadReport({ trace }, signal) };
  if (lab !== '') return { state: 'one', report: await loadReport({ lab }, signal) };
  return { state: 'all', reports: await loadReports(signal) };
};

const isOf = (lab: string, name: string): boolean => name === lab || name.startsWith(`${lab}-`);

const useReports = (lab: string, trace: string | null): Shown => {
  const [shown, setShown] = useState<Shown>({ state: 'asking' });
  useEffect(() => {
    let stop = new AbortController();
    const ask = (): void => {
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      load(lab, trace, signal).then(setShown, (error: unknown) => {
        if (signal.aborted) return;
        setShown({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
    };
    ask();
    const leave = listenLive({
      // what was checked before the stream was open was not told
      opened: ask,
      checked: name => {
        if (trace === null && (lab === '' || isOf(lab, name))) ask();
      },
    });
    return () => {
      leave();
      stop.abort();
    };
  }, [lab, trace]);
  return shown;
};

const titleOf = (shown: Shown): string => {
  if (shown.state !== 'one' || shown.report === undefined) return 'Checks';
  const { lab, passed } = shown.report;
  return `${passed ? '✓' : '○'} ${labText(lab)} ${passed ? 'passed' : 'not yet'}`;
};

const CheckPage = ({ lab, params }: { lab: string; params: URLSearchParams }) => {
  const shown = useReports(lab, params.get('trace'));
  const title = titleOf(shown);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <section className="page check-page">
      <Content lab={lab} shown={shown} />
    </section>
  );
};

const Content = ({ lab, shown }: { lab: string; shown: Shown }): ReactNode => {
  switch (shown.state) {
    case 'asking':
      return <h1>Checks</h1>;
    case 'failed':
      return (
        <>
          <h1>The report could not be loaded</h1>
          <p className="bad" role="alert">
            {shown.message} Is the store still running? Then load this page again.
          </p>
        </>
      );
    case 'all':
      return shown.reports.length === 0 ? <NoReport lab="" /> : <All reports={shown.reports} />;
    case 'one':
      return shown.report === undefined ? <NoReport lab={lab} /> : <One report={shown.report} />;
  }
};

const When = ({ at }: { at: number }) => {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()}>
      {agoText(at, now)} <span className="quiet">{clockText(at, now)}</span>
    </time>
  );
};

const One = ({ report }: { report: CheckReport }) => {
  const done = report.tasks.filter(({ passed }) => passed).length;
  return (
    <>
      <h1>
        {labText(report.lab)}: {report.title}
      </h1>
      <p className="check-verdict" role="status">
        <strong className={report.passed ? 'good' : 'check-open'}>
          {report.passed ? '✓ Passed' : `○ Not yet: ${done} of ${report.tasks.length} tasks done`}
        </strong>
      </p>
      <p className="quiet">
        Checked <When at={report.at} />. The next <code>npm run check-lab {report.lab.slice(0, 2)}</code>{' '}
        shows up here by itself. <Link href="/check">All labs</Link>
      </p>
      <Report key={report.at} report={report} />
    </>
  );
};

const All = ({ reports }: { reports: readonly ShortReport[] }) => (
  <>
    <h1>Checks</h1>
    <p>What the newest check of each lab said. New ones show up by themselves.</p>
    <ul className="check-labs">
      {reports.map(({ lab, title, passed, done, of, at }) => (
        <li key={lab}>
          <Link href={`/check/${lab}`}>
            {lab.slice(0, 2)} {title}
          </Link>
          <span className={passed ? 'good' : 'check-open'}>{passed ? '✓ passed' : `○ ${done} of ${of}`}</span>
          <When at={at} />
        </li>
      ))}
    </ul>
  </>
);

const NoReport = ({ lab }: { lab: string }) => (
  <>
    <h1>No check {lab === '' ? 'yet' : `of lab ${lab.slice(0, 2)} yet`}</h1>
    <p>
      Run one. Its report shows up here by itself: what the lab expected beside what arrived, and what to fix
      first.
    </p>
    <pre>
      <code>npm run check-lab {lab === '' ? '01' : lab.slice(0, 2)}</code>
    </pre>
    <p>
      Reports are kept as long as the store runs. A file that was saved with <code>check-lab --save</code>{' '}
      brings its report along when it is imported at <Link href="/search">all traces</Link>.
    </p>
  </>
);

export default CheckPage;
