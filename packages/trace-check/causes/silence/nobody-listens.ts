import type { Connection } from '../../evidence.ts';
import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

const REFUSED = /^(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET)$/;

const refusedBy = ({ connections }: Silent): Connection | undefined =>
  connections.find(one => REFUSED.test(one.outcome));

export const nobodyListens: Cause = {
  id: 'nobody-listens',
  title: 'Nobody listens there',
  family: 'silence',
  seen: 'The service tries to send its spans, and nothing answers at that address.',
  why: 'The port is wrong, or the trace store does not run there. The SDK tries for a while, then drops the spans, and prints nothing.',
  fix: 'The workshop takes OTLP over HTTP at `http://localhost:4318`, which is the default of the exporter.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const tried = silentServices(symptoms, seen).filter(silent => refusedBy(silent) !== undefined);
    const ports = [...new Set(tried.map(silent => refusedBy(silent)?.port))];
    return ports.flatMap(port =>
      explainAddresses(
        tried.filter(silent => refusedBy(silent)?.port === port),
        String(port),
        (first, names, { variable }) => {
          const at = `${refusedBy(first)?.host}:${port}`;
          return {
            saw: `No span of ${names} arrived. Spans were sent to ${at}, and nobody answered.`,
            message: `Nothing listens at ${at}, and the SDK gives up in silence.`,
            next: variable
              ? `${variable.name} is ${variable.value}. Unset it, or set it to http://localhost:4318.`
              : 'Leave `url` out: the exporter then sends to http://localhost:4318/v1/traces.',
          };
        },
      ),
    );
  },
};
