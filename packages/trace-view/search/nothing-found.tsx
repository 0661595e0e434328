// An empty list says what to do next.

import { Link } from '../app/navigation.tsx';
import { AN_ORDER } from '../words/an-order.ts';
import { counted } from '../words/count.ts';
import { portOf, withOwnPorts } from '../words/ports.ts';
import { MOST_TRACES, NO_TERMS, paramsOf, type Terms } from './terms.ts';

const LostMailNote = ({ count }: { count: number }) =>
  count > 0 && (
    <p className="search-note">
      {counted(count, 'delivery', 'deliveries')} arrived and could not be used.{' '}
      <Link href="/lost-mail">See why in lost mail</Link>.
    </p>
  );

const NothingYet = ({ lostMail }: { lostMail: number }) => (
  <section className="search-empty">
    <h2>No trace has arrived yet</h2>
    <LostMailNote count={lostMail} />
    <p>Place an order in the shop. Its trace shows up here by itself:</p>
    <pre>
      <code>{withOwnPorts(AN_ORDER)}</code>
    </pre>
    <ul>
      <li>
        Nothing answers at port {portOf('gateway')}? Start the shop with <code>npm start</code>.
      </li>
      <li>
        The order is answered and no trace shows up? A service without a started SDK sends nothing, and says
        nothing. <code>npm run doctor -- --probe http://localhost:{portOf('otlp-http')}</code> tests the way
        from here to there.
      </li>
      <li>A trace in a file? Drop the file on this page.</li>
    </ul>
  </section>
);

type Way = { title: string; terms: Terms };

/** Each leaves out one thing that was asked for. */
const waysOut = (terms: Terms): Way[] => {
  const ways: Way[] = [];
  if (terms.lookback !== 'any')
    ways.push({ title: 'look at any time', terms: { ...terms, lookback: 'any', start: '', end: '' } });
  if (terms.tags !== '') ways.push({ title: `without ${terms.tags}`, terms: { ...terms, tags: '' } });
  if (terms.minDuration !== '' || terms.maxDuration !== '')
    ways.push({ title: 'of any duration', terms: { ...terms, minDuration: '', maxDuration: '' } });
  if (terms.operation !== '') ways.push({ title: 'of any operation', terms: { ...terms, operation: '' } });
  if (terms.service !== '')
    ways.push({ title: 'of all services', terms: { ...terms, service: '', operation: '' } });
  return ways;
};

export const NothingFound = ({
  terms,
  kept,
  lostMail,
}: {
  terms: Terms;
  kept: { traces: number; spans: number };
  lostMail: number;
}) => {
  if (kept.traces === 0) return <NothingYet lostMail={lostMail} />;
  const everything = { ...NO_TERMS, limit: String(Math.min(MOST_TRACES, 100)) };
  return (
    <section className="search-empty">
      <h2>No trace fits</h2>
      <p>
        The store holds {counted(kept.traces, 'trace')}. One span of a trace has to fulfil everything that is
        asked. Try the same search
      </p>
      <ul>
        {waysOut(terms).map(({ title, terms }) => (
          <li key={title}>
            <Link href={`/search?${paramsOf(terms)}`}>{title}</Link>
          </li>
        ))}
        <li>
          or <Link href={`/search?${paramsOf(everything)}`}>see all traces</Link>.
        </li>
      </ul>
      <LostMailNote count={lostMail} />
    </section>
  );
};
