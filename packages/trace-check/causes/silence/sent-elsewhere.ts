import type { Cause } from '../cause.ts';
import { addressVariable, whereAddress, whereSet } from './address.ts';
import { silentServices } from './silent.ts';

const OTLP_PORTS = new Set([4317, 4318]);

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
      const ours = new Set([seen.evidence.receiver.httpPort, seen.evidence.receiver.grpcPort, ...OTLP_PORTS]);
      const other = silent.connections.find(one => one.outcome === 'connected' && !ours.has(one.port));
      if (other === undefined || silent.process?.sdk?.registered !== true) return [];
      const variable = addressVariable(silent);
      const inCode = whereAddress(silent, String(other.port)) ?? whereAddress(silent, other.host);
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. It is connected to ${other.host}:${other.port}.`,
          message: `Whatever answers at ${other.host}:${other.port} is not the trace store.`,
          next:
            inCode || variable === undefined
              ? 'Leave `url` out: the exporter then sends to http://localhost:4318/v1/traces.'
              : `${variable.name} is ${variable.value}. Unset it, or set it to http://localhost:4318.`,
          where: inCode ?? (variable && whereSet(silent, variable.name)),
        },
      ];
    }),
};
