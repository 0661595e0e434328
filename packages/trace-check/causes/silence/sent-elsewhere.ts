import type { Case } from '../../case.ts';
import type { Connection } from '../../evidence.ts';
import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

const OTLP_PORTS = [4317, 4318];

const strangerOf = ({ connections, process }: Silent, seen: Case): Connection | undefined => {
  const { httpPort, grpcPort } = seen.evidence.receiver;
  const ours = new Set([httpPort, grpcPort, ...OTLP_PORTS]);
  return process?.sdk?.registered === true
    ? connections.find(one => one.outcome === 'connected' && !ours.has(one.port))
    : undefined;
};

export const sentElsewhere: Cause = {
  id: 'sent-elsewhere',
  title: 'The spans went somewhere else',
  family: 'silence',
  seen: 'The service has a connection for its spans, and it leads to another program.',
  why: 'The address is that of something else, such as the page of Jaeger at 16686, or of another backend.',
  fix: 'Send to `http://localhost:4318/v1/traces`, or leave the address out.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const other = strangerOf(silent, seen);
      if (other === undefined) return [];
      return explainAddresses([silent], String(other.port), (_first, names, { variable }) => ({
        saw: `No span of ${names} arrived. It is connected to ${other.host}:${other.port}.`,
        message: `Whatever answers at ${other.host}:${other.port} is not the trace store.`,
        next: variable
          ? `${variable.name} is ${variable.value}. Unset it, or set it to http://localhost:4318.`
          : 'Leave `url` out: the exporter then sends to http://localhost:4318/v1/traces.',
      }));
    }),
};
