import type { Cause } from '../cause.ts';
import { addressVariable, whereAddress, whereSet } from './address.ts';
import { silentServices } from './silent.ts';

const UNKNOWN = /^(ENOTFOUND|EAI_AGAIN|EAI_\w+)$/;

export const unknownHost: Cause = {
  id: 'unknown-host',
  title: 'No host has this name',
  family: 'silence',
  seen: 'The service tries to send its spans to a host whose name leads nowhere.',
  why: 'A name such as `otel-collector` or `jaeger` is known inside a compose network, and nowhere else. Inside a container it is the other way round: there `localhost` is the container itself.',
  fix: 'On your own machine, use `localhost`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const unknown = silent.connections.find(one => UNKNOWN.test(one.outcome));
      if (unknown === undefined) return [];
      const variable = addressVariable(silent);
      const inCode = whereAddress(silent, unknown.host);
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. It looked for a host named "${unknown.host}", and there is none.`,
          message: `"${unknown.host}" is no name this machine knows, and the SDK gives up in silence.`,
          next:
            inCode || variable === undefined
              ? 'Leave `url` out, or use localhost.'
              : `${variable.name} is ${variable.value}. Unset it, or set it to http://localhost:4318.`,
          where: inCode ?? (variable && whereSet(silent, variable.name)),
        },
      ];
    }),
};
