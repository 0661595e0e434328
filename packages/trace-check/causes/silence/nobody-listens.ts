import type { Cause } from '../cause.ts';
import { addressVariable, whereAddress, whereSet } from './address.ts';
import { silentServices } from './silent.ts';

const REFUSED = /^(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET)$/;

export const nobodyListens: Cause = {
  id: 'nobody-listens',
  title: 'Nobody listens there',
  family: 'silence',
  seen: 'The service tries to send its spans, and nothing answers at that address.',
  why: 'The port is wrong, or the trace store does not run there. The SDK tries for a while, then drops the spans, and prints nothing.',
  fix: 'The workshop takes OTLP over HTTP at `http://localhost:4318`, which is the default of the exporter.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const refused = silent.connections.find(one => REFUSED.test(one.outcome));
      if (refused === undefined) return [];
      const variable = addressVariable(silent);
      const inCode = whereAddress(silent, String(refused.port));
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. It tried ${refused.host}:${refused.port}, and nobody answered.`,
          message: `Nothing listens at ${refused.host}:${refused.port}, and the SDK gives up in silence.`,
          next:
            inCode || variable === undefined
              ? 'Leave `url` out: the exporter then sends to http://localhost:4318/v1/traces.'
              : `${variable.name} is ${variable.value}. Unset it, or set it to http://localhost:4318.`,
          where: inCode ?? (variable && whereSet(silent, variable.name)),
        },
      ];
    }),
};
