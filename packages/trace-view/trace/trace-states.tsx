// The trace page when there is no trace to show.

import { Link } from '../app/navigation.tsx';
import { counted } from '../words/count.ts';
import type { Missing } from './load-trace.ts';

export const NoSuchTrace = ({ traceId, traces, lostMail }: Missing & { traceId: string }) => (
  <section className="page trace-missing">
    <h1>There is no trace with this id yet</h1>
    <p>
      <code>{traceId}</code>
    </p>
    <p>
      Spans arrive some seconds after the request: the SDK sends them in batches. This page shows the trace as
      soon as its first span is here.
    </p>
    <ul>
      <li>
        Compare the id with the one your program printed. The store holds {counted(traces, 'trace')}:{' '}
        <Link href="/search">all traces</Link>.
      </li>
      {lostMail > 0 ? (
        <li>
          {counted(lostMail, 'delivery', 'deliveries')} arrived that could not be used. Look into{' '}
          <Link href="/lost-mail">lost mail</Link>: your spans may be among them.
        </li>
      ) : (
        <li>Nothing has arrived that could not be used, so the spans were not sent to this store.</li>
      )}
      <li>An old trace may have made room for newer ones.</li>
    </ul>
  </section>
);

export const TraceFailed = ({ reason, onAgain }: { reason: string; onAgain(): void }) => (
  <section className="page" role="alert">
    <h1>The trace could not be loaded</h1>
    <p>{reason}</p>
    <p>Is the store still running? Its terminal says so.</p>
    <button type="button" onClick={onAgain}>
      Try again
    </button>
  </section>
);
