import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

const UNKNOWN = /^(ENOTFOUND|EAI_\w+)$/;

const strangerOf = ({ connections }: Silent): string | undefined =>
  connections.find(one => UNKNOWN.test(one.outcome))?.host;

export const unknownHost: Cause = {
  id: 'unknown-host',
  title: 'No host has this name',
  family: 'silence',
  seen: 'The service tries to send its spans to a host whose name leads nowhere.',
  why: 'A name such as `otel-collector` or `jaeger` is known inside a compose network, and nowhere else. Inside a container it is the other way round: there `localhost` is the container itself.',
  fix: 'On your own machine, use `localhost`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const tried = silentServices(symptoms, seen).filter(silent => strangerOf(silent) !== undefined);
    const hosts = [...new Set(tried.flatMap(silent => strangerOf(silent) ?? []))];
    return hosts.flatMap(host =>
      explainAddresses(
        tried.filter(silent => strangerOf(silent) === host),
        host,
        (_first, names, { variable }) => ({
          saw: `No span of ${names} arrived. Spans were to go to a host named "${host}", and there is none.`,
          message: `"${host}" is no name this machine knows, and the SDK gives up in silence.`,
          next: variable
            ? `${variable.name} is ${variable.value}. Unset it, or set it to http://localhost:4318.`
            : 'Leave `url` out, or use localhost.',
        }),
      ),
    );
  },
};
