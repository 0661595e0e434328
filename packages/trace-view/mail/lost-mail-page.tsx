// Lost mail: the SDK says nothing when a delivery is refused, so the one who opened the wrong door does.

import { CAUSE_TEXTS } from 'cause-texts';
import { useEffect, useState } from 'react';
import { Link } from '../app/navigation.tsx';
import { listenLive } from '../live/live-stream.ts';
import { useNow } from '../live/use-now.ts';
import { bytesText, counted } from '../words/count.ts';
import { causeLink } from '../words/lesson-link.ts';
import { agoText, clockText } from '../words/moment.ts';
import { portOf, withOwnPorts } from '../words/ports.ts';
import './mail.css';
import {
  DOORS,
  grouped,
  type Mail,
  type MailGroup,
  mailboxFrom,
  mailFrom,
  senderOf,
  withMail,
} from './mail.ts';
import { reasonText } from './reasons.ts';

/** The rest of a sender that tries all night is behind a button. */
const SHOWN_AT_FIRST = 5;

type Box = { total: number; mails: Mail[] };

const useLostMail = (): { box: Box | undefined; failed: boolean } => {
  const [box, setBox] = useState<Box>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const load = async (): Promise<void> => {
      try {
        const response = await fetch('/api/lost-mail', { signal: abort.signal });
        setBox(mailboxFrom(await response.json()));
        setFailed(false);
      } catch {
        if (!abort.signal.aborted) setFailed(true);
      }
    };
    void load();
    const stop = listenLive({
      opened: () => void load(),
      lostMail: sent => {
        const mail = mailFrom(sent);
        if (mail === undefined) return;
        setBox(before => ({
          total: (before?.total ?? 0) + 1,
          mails: withMail(before?.mails ?? [], mail),
        }));
      },
    });
    return () => {
      stop();
      abort.abort();
    };
  }, []);
  return { box, failed };
};

const What = ({ mail }: { mail: Mail }) => (
  <>
    {mail.method !== '' && (
      <code>
        {mail.method} {mail.path}
      </code>
    )}
    <span className="mail-detail">{mail.detail}</span>
  </>
);

const Deliveries = ({ mails, now }: { mails: Mail[]; now: number }) => {
  const [all, setAll] = useState(false);
  const shown = all ? mails : mails.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <table className="mail-table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What</th>
            <th scope="col" className="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(mail => (
            <tr key={`${mail.at} ${mail.remotePort} ${mail.path}`}>
              <td className="mail-when">
                <time dateTime={new Date(mail.at).toISOString()}>
                  {agoText(mail.at, now)} <span className="quiet">{clockText(mail.at, now)}</span>
                </time>
              </td>
              <td>
                {senderOf(mail)} <span className="quiet">port {mail.remotePort}</span>
              </td>
              <td className="mail-door">{withOwnPorts(DOORS[mail.port])}</td>
              <td>
                <What mail={mail} />
                {mail.contentType !== '' && <span className="quiet"> {mail.contentType}</span>}
              </td>
              <td className="number">{bytesText(mail.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && mails.length > shown.length && (
        <button type="button" className="mail-more" onClick={() => setAll(true)}>
          Show {mails.length - shown.length} older
        </button>
      )}
    </>
  );
};

const Group = ({ group, now }: { group: MailGroup; now: number }) => {
  const { title, means, fix, line, cause } = reasonText(group.reason);
  const page = cause === undefined ? undefined : CAUSE_TEXTS[cause];
  return (
    <section className="mail-group" aria-labelledby={`mail-${group.reason}`}>
      <h2 id={`mail-${group.reason}`}>
        {title} <span className="mail-count">{counted(group.count, 'delivery', 'deliveries')}</span>
      </h2>
      <p>{withOwnPorts(means)}</p>
      <p>
        <strong>What to do:</strong> {withOwnPorts(fix)}
      </p>
      {line && (
        <pre>
          <code>{withOwnPorts(line)}</code>
        </pre>
      )}
      {cause && page && (
        <p>
          In the lessons: <a href={causeLink(cause)}>{page.title}</a>
        </p>
      )}
      <Deliveries mails={group.mails} now={now} />
    </section>
  );
};

const Empty = () => (
  <section className="mail-group">
    <h2>Nothing went astray</h2>
    <p>
      Every delivery that reached this store could be read. Do you miss a trace? Then it was not sent here:
    </p>
    <ul>
      <li>
        The service starts no SDK, or starts it after what it should watch.{' '}
        <code>npm run doctor -- --probe http://localhost:{portOf('otlp-http')}</code> tests the way from here
        to there.
      </li>
      <li>
        It sends to another address. Without <code>OTEL_EXPORTER_OTLP_ENDPOINT</code> the right one is used.
      </li>
      <li>
        It was sampled out, or is still in a batch: spans are sent every five seconds, and when the process
        shuts down.
      </li>
    </ul>
    <p>
      See <Link href="/search">the traces that arrived</Link>.
    </p>
  </section>
);

const LostMailPage = () => {
  const { box, failed } = useLostMail();
  const now = useNow();
  const total = box?.total ?? 0;
  useEffect(() => {
    document.title = total === 0 ? 'Lost mail' : `Lost mail (${total})`;
  }, [total]);
  const [order, setOrder] = useState<string[]>([]);
  const groups = grouped(box?.mails ?? [], order);
  const seen = groups.map(({ reason }) => reason);
  // a group that is being read stays where it is
  if (seen.join() !== order.join()) setOrder(seen);
  const known = box?.mails.length ?? 0;
  return (
    <section className="page mail-page">
      <h1>Lost mail</h1>
      <p className="mail-lead">
        What arrived and could not be used. The SDK drops a refused delivery and says nothing, so it is said
        here. New mail shows up by itself.
      </p>
      {failed && (
        <p className="bad" role="alert">
          The trace store does not answer. Is it still running?
        </p>
      )}
      <p role="status" className="visually-hidden">
        {box === undefined ? '' : counted(total, 'delivery', 'deliveries')}
      </p>
      {box !== undefined && total === 0 && <Empty />}
      {total > known && (
        <p className="quiet">
          There were {total} in all. The newest {known} are kept.
        </p>
      )}
      {groups.map(group => (
        <Group key={group.reason} group={group} now={Math.max(now, group.newest)} />
      ))}
    </section>
  );
};

export default LostMailPage;
