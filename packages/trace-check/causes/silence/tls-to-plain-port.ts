import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { silentServices } from './silent.ts';

export const tlsToPlainPort: Cause = {
  id: 'tls-to-plain-port',
  title: 'https:// where http:// is spoken',
  family: 'silence',
  seen: 'A connection opens with encryption, and the port speaks plain HTTP.',
  why: 'The address begins with `https://`. A trace store on your own machine has no certificate.',
  fix: 'Write `http://`. With gRPC that also chooses a connection without encryption.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const sent = silentServices(symptoms, seen).filter(({ mail }) =>
      mail.some(one => one.reason === 'tls-to-plain-port'),
    );
    return explainAddresses(sent, 'https://', (_first, names, { variable }) => ({
      saw: `No span of ${names} arrived. An encrypted connection came, and the port speaks plain HTTP.`,
      message: variable
        ? `${variable.name} is ${variable.value}, and the trace store has no certificate.`
        : 'The address begins with https://, and the trace store has no certificate.',
      next: variable ? 'Unset it, or write http:// in it.' : 'Write http:// in the address.',
    }));
  },
};
